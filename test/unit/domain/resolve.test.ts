import { describe, expect, it } from '@jest/globals';
import type { Fact } from '../../../domain/fact.ts';
import { orderFacts } from '../../../domain/order.ts';
import { resolve } from '../../../domain/resolve.ts';
import {
  aCommand,
  constructionPermit,
  corrected,
  reported,
  voided,
} from '../../support/a-project.ts';

const permit = constructionPermit('2026-03-05');
const fix = (at: string, changes: Record<string, unknown>, target: Fact = permit) =>
  corrected(target, at, changes);

const dataAfter = (...facts: Fact[]) =>
  resolve([permit, ...facts]).facts.find(({ id }) => id === permit.id)?.data;

describe('a correction', () => {
  it('changes the fields it names and no other', () => {
    expect(dataAfter(fix('2026-03-06', { issuedOn: '2026-03-04' }))).toEqual({
      ...permit.data,
      issuedOn: '2026-03-04',
    });
  });

  it('wins field by field by being the latest, in whatever order they come', () => {
    const first = fix('2026-03-06', { issuedOn: '2026-03-01', certNo: 'C-1' });
    const second = fix('2026-03-07', { issuedOn: '2026-03-02' });

    for (const facts of [
      [first, second],
      [second, first],
    ]) {
      expect(dataAfter(...facts)).toMatchObject({ issuedOn: '2026-03-02', certNo: 'C-1' });
    }
  });

  it('of a correction counts for what that one corrects', () => {
    const first = fix('2026-03-06', { issuedOn: '2026-03-01' });

    expect(dataAfter(first, fix('2026-03-07', { issuedOn: '2026-03-02' }, first))).toMatchObject({
      issuedOn: '2026-03-02',
    });
  });

  it('that is voided changes nothing', () => {
    const wrong = fix('2026-03-06', { issuedOn: '2026-03-01' });

    expect(dataAfter(wrong, voided(wrong, '2026-03-07'))).toMatchObject({ issuedOn: '2026-03-05' });
  });

  it('of the time moves the fact in the order', () => {
    const other = reported('groundbreaking', '2026-03-07', 'team');

    const { facts } = resolve([permit, other, fix('2026-03-10', { occurredAt: '2026-03-08' })]);

    expect(facts.map(({ id }) => id)).toEqual([other.id, permit.id]);
  });

  it('of an event of the same id in another source is not its correction', () => {
    const elsewhere = { ...fix('2026-03-06', { issuedOn: '2026-03-01' }), source: '/permit/other' };

    expect(dataAfter(elsewhere)).toEqual(permit.data);
    expect(resolve([permit, elsewhere]).withoutTarget).toMatchObject([
      { code: 'correctionOfUnknown', target: permit.id },
    ]);
  });

  it('in a circle of corrections ends', () => {
    const a = { ...fix('2026-03-06', {}), id: 'a', data: { target: 'b', changes: {}, reason: '' } };
    const b = { ...fix('2026-03-06', {}), id: 'b', data: { target: 'a', changes: {}, reason: '' } };

    expect(resolve([permit, a as Fact, b as Fact]).facts).toHaveLength(1);
  });

  it('of a command changes nothing', () => {
    const command = aCommand('command.forecast.v1', '2026-03-05', {
      milestone: 'accepted',
      date: '2026-06-01',
    });

    const { facts } = resolve([command, fix('2026-03-06', { date: '2027-01-01' }, command)]);

    expect(facts).toEqual([command]);
  });
});

describe('a void', () => {
  it('is named by the fact that it takes away, in whatever order they come', () => {
    const by = voided(permit, '2026-03-07');

    for (const facts of [
      [permit, by],
      [by, permit],
    ]) {
      const { voidedBy } = resolve(facts);
      expect([...voidedBy].map(([fact, one]) => [fact.id, one.id])).toEqual([[permit.id, by.id]]);
    }
  });

  it('repeated counts from the first', () => {
    const first = { ...voided(permit, '2026-03-07'), id: 'first' };
    const again = { ...voided(permit, '2026-03-09'), id: 'again' };

    const { voidedBy } = resolve([again, permit, first]);

    expect([...voidedBy.values()].map(({ id }) => id)).toEqual(['first']);
  });

  it('can not be voided', () => {
    const by = voided(permit, '2026-03-07');

    expect(resolve([permit, by, voided(by, '2026-03-08')]).voidedBy.size).toBe(1);
  });

  it('waits for a target that has not come', () => {
    const by = voided(permit, '2026-03-07');

    expect(resolve([by]).withoutTarget).toMatchObject([{ code: 'voidOfUnknown' }]);
    expect(resolve([by, permit]).withoutTarget).toEqual([]);
  });
});

describe('the order of facts', () => {
  const at = (id: string, occurredAt: string, more: Partial<Fact> = {}): Fact =>
    ({ ...constructionPermit('2026-03-05'), id, occurredAt, ...more }) as Fact;
  const idsOf = (...facts: Fact[]) => orderFacts(facts).map(({ id }) => id);
  const numbered = (sequence: number, applicationNo = 'A') => ({ sequence, applicationNo });

  it.each([
    {
      rule: 'by the time of happening, a day as its 00:00 in Shanghai',
      facts: [
        at('noon', '2026-03-05T04:00:00.000Z'),
        at('day', '2026-03-05'),
        at('eve', '2026-03-04T15:59:59.999Z'),
      ],
      order: ['eve', 'day', 'noon'],
    },
    {
      rule: 'by the sequence of an application, whatever times were typed',
      facts: [at('third', '2026-03-01', numbered(3)), at('first', '2026-03-05', numbered(1))],
      order: ['first', 'third'],
    },
    {
      rule: 'by time between applications',
      facts: [at('b', '2026-03-05', numbered(1, 'B')), at('a', '2026-03-04', numbered(9, 'A'))],
      order: ['a', 'b'],
    },
    {
      rule: 'with the facts of one sequence together',
      facts: [
        at('2b', '2026-03-09', numbered(2)),
        at('between', '2026-03-08'),
        at('2a', '2026-03-01', numbered(2)),
      ],
      order: ['between', '2a', '2b'],
    },
    {
      rule: 'by source, application and id at the same time',
      facts: [
        at('y', '2026-03-05', { source: '/b' }),
        at('z', '2026-03-05', { source: '/a', applicationNo: 'B' }),
        at('x', '2026-03-05', { source: '/a', applicationNo: 'A' }),
        at('w', '2026-03-05', { source: '/a', applicationNo: 'A' }),
      ],
      order: ['w', 'x', 'z', 'y'],
    },
    {
      rule: "by the commands' own numbering at the same time",
      facts: [
        at('approve', '2026-03-05', { source: '/command', sequence: 2 }),
        at('request', '2026-03-05', { source: '/command', sequence: 1 }),
      ],
      order: ['request', 'approve'],
    },
  ])('is $rule', ({ facts, order }) => {
    expect(idsOf(...facts)).toEqual(order);
    expect(idsOf(...facts.toReversed())).toEqual(order);
  });
});
