import { describe, expect, it } from '@jest/globals';
import type { Recipients } from '../../../../domain/alert/case.ts';
import { resolveRecipients, type Member } from '../../../../domain/alert/recipients.ts';

const member = (id: string, over: Partial<Member> = {}): Member => ({
  ...{ id, offices: [], active: true },
  ...over,
});
const posts = { manager: 'li', deputy: 'wu', patron: 'zhao' };
const admin = member('admin', { offices: ['administrator'] });
const told = (to: Recipients, members: Member[], today = '2026-03-02', own = posts) =>
  resolveRecipients(to, { posts: own, members: [admin, ...members], today }).map(
    ({ person, insteadOf }) => (insteadOf === undefined ? person : `${person} for ${insteadOf}`),
  );

describe('resolveRecipients', () => {
  it.each<{ why: string; to: Recipients; members: Member[]; gives: string[] }>([
    {
      why: 'a holder of a post who is on no list of people',
      to: ['manager'],
      members: [],
      gives: ['li'],
    },
    {
      why: 'everybody with an office, each once',
      to: ['team', 'supervision'],
      members: [
        member('qian', { offices: ['team', 'supervision'] }),
        member('sun', { offices: ['team'] }),
      ],
      gives: ['qian', 'sun'],
    },
    {
      why: 'the deputy of a manager who has left',
      to: ['manager'],
      members: [member('li', { active: false })],
      gives: ['wu'],
    },
    {
      why: 'the administrators where a post is vacant',
      to: ['patron'],
      members: [member('zhao', { active: false })],
      gives: ['admin'],
    },
    {
      why: 'a person named by a delegation',
      to: [{ person: 'chen' }],
      members: [],
      gives: ['chen'],
    },
    {
      why: 'who is told in own right, once',
      to: ['manager', 'deputy'],
      members: [member('li', { substitute: { person: 'wu' } })],
      gives: ['wu'],
    },
    {
      why: 'the last of those who stand in for one another, and nobody in a circle for ever',
      to: ['manager'],
      members: [
        member('li', { substitute: { person: 'wu' } }),
        member('wu', { substitute: { person: 'li' } }),
      ],
      gives: ['wu for li'],
    },
  ])('gives $why', ({ to, members, gives }) => {
    expect(told(to, members)).toEqual(gives);
  });

  it.each([
    ['2026-03-01', 'li'],
    ['2026-03-02', 'wu for li'],
    ['2026-03-06', 'wu for li'],
    ['2026-03-07', 'li'],
  ])('gives a substitute on the days of leave only: %s', (today, gives) => {
    const away = member('li', {
      substitute: { person: 'wu', from: '2026-03-02', to: '2026-03-06' },
    });
    expect(told(['manager'], [away], today)).toEqual([gives]);
  });
});
