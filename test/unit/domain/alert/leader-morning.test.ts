import { describe, expect, it } from '@jest/globals';
import { messageText } from '../../../../domain/alert/message-text.ts';
import { digestText } from '../../../../domain/alert/digest-text.ts';
import type { TellableNotice } from '../../../../domain/alert/message.ts';
import { aCase, aNotice, inChinese } from '../../../support/a-notice.ts';
import { at, calendar, defaultPolicy } from '../../../support/following.ts';
import { createMailboxes } from '../../../support/mailboxes.ts';
import { parkEntries } from '../../../support/sample-park.ts';

const LEADER = '分管领导-01';
const OWN = parkEntries()
  .map(({ registration }) => registration)
  .filter(({ patron }) => patron === LEADER);

/** Two alerts of each project of the leader's: one yellow, and of every third project one red. */
const NOTICES = OWN.flatMap(({ code, name }, nth): TellableNotice[] =>
  (['groundbreaking/due', 'accepted/due'] as const).map((id, place) => {
    const severity = nth % 3 === 1 && place === 1 ? 'red' : 'yellow';
    const alert = { id: `alert/${code}/${id}`, standing: aCase({ id, severity }) };
    return aNotice({ project: { code, name }, alert });
  }),
);

describe('a leader of many projects of the sample park', () => {
  it('gets in the morning one message of all of them and of the digest', () => {
    const pace = defaultPolicy.alerting;
    if (!pace) throw new Error('The default policy tells nobody');
    const boxes = createMailboxes({ calendar, pace });
    const morning = at('2026-03-02 08:30');
    for (const { alert, project, kind } of NOTICES) {
      const step = { project: project?.code ?? '', alert: alert?.id ?? '', episode: 1, kind };
      boxes.add(LEADER, 'push', step, morning);
    }
    boxes.add(LEADER, 'push', { project: '', alert: '', episode: 0, kind: 'weekly' }, morning);

    for (let when = boxes.next(); when !== undefined; when = boxes.next()) boxes.work(when);

    expect(OWN.length).toBe(18);
    expect(boxes.messages.map(({ told }) => told.length)).toEqual([OWN.length * 2 + 1]);
  });

  it.each([
    ['message', () => messageText(NOTICES, inChinese)],
    ['digest', () => digestText({ kind: 'weekly', open: NOTICES }, inChinese)],
  ])('reads its %s project by project, the worst first', (_kind, text) => {
    const titles = text().sections.map(({ title }) => title);
    const codes = titles.map((title) => /ZZY-\d{3}/.exec(title)?.[0]);
    const groups = codes.filter((code, index) => code !== codes[index - 1]);
    const isRed = (code: string | undefined) =>
      titles.some((title) => code !== undefined && title.includes(code) && title.includes('红'));
    const firstMilder = groups.findIndex((code) => !isRed(code));

    expect(groups).toHaveLength(OWN.length);
    expect(firstMilder).toBeGreaterThan(1);
    expect(groups.slice(firstMilder).some(isRed)).toBe(false);
    expect(titles[0]).toContain('红');
    expect(titles[1]).toContain('黄');
  });
});
