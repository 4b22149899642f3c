import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { forecast, note, register } from '../../support/said.ts';
import { createSettleBench } from '../../support/settle-bench.ts';
import type { SettleBench } from '../../support/settle-bench.ts';

describe('commands in settle', () => {
  let bench: SettleBench;
  beforeAll(async () => {
    bench = await createSettleBench();
  });
  afterAll(() => bench.close());

  it('gives a repeated command its first outcome, whatever has happened since', async () => {
    await bench.open('rep');
    const first = await bench.settle('rep', { commands: [forecast('rep-1')] });
    await bench.hear('rep', note('something else'));

    const again = await bench.settle('rep', { commands: [forecast('rep-1')] });

    expect(first.outcomes).toEqual([{ commandId: 'rep-1', status: 'accepted', revision: 2 }]);
    expect(again.outcomes).toEqual(first.outcomes);
    expect(again.stage).toBe('facts-3');
  });

  it('keeps a refusal, so that it stays refused', async () => {
    await bench.open('ref');
    const refusable = forecast('ref-1', { reason: 'refuse me' });
    const first = await bench.settle('ref', { commands: [refusable] });
    await bench.hear('ref', note('something else'));

    const again = await bench.settle('ref', { commands: [refusable] });

    expect(first.outcomes).toEqual([
      {
        commandId: 'ref-1',
        status: 'refused',
        code: 'NOTHING_TO_DECIDE',
        message: 'after 1',
        revision: 1,
      },
    ]);
    expect(again.outcomes).toEqual(first.outcomes);
    expect(await bench.facts('ref')).toHaveLength(2);
  });

  it.each([
    ['another content', 'con-a', forecast('con-1', { date: '2026-09-09' })],
    ['the same content for another project', 'con-b', forecast('con-1')],
  ])('calls it a conflict when an id comes again with %s', async (_what, code, second) => {
    await bench.open(code);
    if (code === 'con-a') await bench.settle(code, { commands: [forecast('con-1')] });
    const before = await bench.facts(code);

    const { outcomes } = await bench.settle(code, { commands: [second] });

    expect(outcomes).toEqual([
      expect.objectContaining({ status: 'conflict', code: 'COMMAND_CONFLICT' }),
    ]);
    expect(await bench.facts(code)).toEqual(before);
    const [first] = (await bench.settle('con-a', { commands: [forecast('con-1')] })).outcomes ?? [];
    expect(first).toMatchObject({ status: 'accepted' });
  });

  it('judges each command against what those before it have changed', async () => {
    const twice = [register('seq'), register('seq', { id: 'register-seq-again' })];

    const { outcomes } = await bench.settle('seq', {
      commands: [...twice, forecast('seq-1', { reason: 'refuse me' })],
    });

    expect(outcomes).toEqual([
      { commandId: 'register-seq', status: 'accepted', revision: 1 },
      expect.objectContaining({ status: 'refused', code: 'ALREADY_REGISTERED' }),
      expect.objectContaining({ status: 'refused', message: 'after 1' }),
    ]);
  });

  it('lets a command count from its acceptance, in the order of acceptance', async () => {
    const before = new Date().toISOString();
    await bench.open('time');
    const commands = ['b', 'a', 'c'].map((id) => forecast(`time-${id}`));

    await bench.settle('time', { commands });

    const facts = await bench.facts('time');
    const told = facts.slice(1);
    expect(told.map(({ id, sequence }) => [id, sequence])).toEqual([
      ['time-b', 2],
      ['time-a', 3],
      ['time-c', 4],
    ]);
    expect(told.every(({ occurredAt }) => occurredAt >= before)).toBe(true);
    expect(told.every(({ occurredAt, arrivedAt }) => occurredAt === arrivedAt)).toBe(true);
  });

  it('accepts a command once when two callers give it at the same moment', async () => {
    await bench.open('same');

    const decisions = await Promise.all(
      Array.from({ length: 8 }, () => bench.settle('same', { commands: [forecast('same-1')] })),
    );

    const outcomes = decisions.map((decision) => decision.outcomes?.[0]);
    const first = { commandId: 'same-1', status: 'accepted', revision: 2 };
    expect(outcomes).toEqual(Array.from({ length: 8 }, () => first));
    expect(await bench.facts('same')).toHaveLength(2);
  });

  it('accepts one of two projects that use the same command id at the same moment', async () => {
    const codes = ['race-a', 'race-b', 'race-c', 'race-d'];
    await Promise.all(codes.map((code) => bench.open(code)));

    const decisions = await Promise.all(
      codes.map((code) => bench.settle(code, { commands: [forecast('race-1')] })),
    );

    const statuses = decisions.map(({ outcomes }) => outcomes?.[0]?.status).sort();
    expect(statuses).toEqual(['accepted', 'conflict', 'conflict', 'conflict']);
    const facts = await Promise.all(codes.map((code) => bench.facts(code)));
    expect(facts.flat()).toHaveLength(codes.length + 1);
  });

  it('registers a project once when many register it at the same moment', async () => {
    const decisions = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        bench.open('rush', register('rush', { id: `rush-${index}` })),
      ),
    );

    const statuses = decisions.map(({ outcomes }) => outcomes?.[0]?.status);
    expect(statuses.filter((status) => status === 'accepted')).toHaveLength(1);
    expect(decisions.every(({ known }) => known)).toBe(true);
    expect(await bench.facts('rush')).toHaveLength(1);
  });

  it('leaves no project behind when its registration is refused, and what waits for it waits on', async () => {
    await bench.wait('odd', note('parked'));
    const odd = register('odd', { template: 'no-such-template' });

    const decision = await bench.open('odd', odd);

    expect(decision).toMatchObject({ known: false });
    expect(decision.outcomes).toEqual([
      expect.objectContaining({ status: 'refused', code: 'UNKNOWN_TEMPLATE', revision: 0 }),
    ]);
    await expect(bench.row('odd')).rejects.toThrow('no subject odd');
    expect(await bench.facts('odd')).toEqual([]);
    expect((await bench.open('odd', odd)).outcomes).toEqual(decision.outcomes);
    const right = await bench.open('odd', register('odd', { id: 'register-odd-right' }));
    expect(right).toMatchObject({ known: true, stage: 'facts-2' });
  });

  it('registers no project under the name of another', async () => {
    await expect(bench.open('mine', register('yours'))).rejects.toThrow(
      'The registration of yours was given to project/mine',
    );
    await expect(bench.row('mine')).rejects.toThrow('no subject mine');
  });

  it('does not know a project that is given other commands before it is registered', async () => {
    const decision = await bench.settle('unborn', { commands: [forecast('unborn-1')] });

    expect(decision).toMatchObject({ known: false });
    await bench.open('unborn');
    const { outcomes } = await bench.settle('unborn', { commands: [forecast('unborn-1')] });
    expect(outcomes).toEqual([expect.objectContaining({ status: 'accepted' })]);
  });
});
