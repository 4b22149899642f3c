import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { core } from '../../../domain/core.ts';
import type { Fact } from '../../../domain/fact.ts';
import { findSnapshot } from '../../../readmodel/snapshots.ts';
import { UnknownDefinitionError } from '../../../schemas/definitions.ts';
import { assessAt } from '../../../settlement/assess-at.ts';
import type { View } from '../../../settlement/assess-at.ts';
import { register } from '../../support/said.ts';
import { createSettleBench } from '../../support/settle-bench.ts';
import type { SettleBench } from '../../support/settle-bench.ts';

const clockOffsetMs = Date.parse('2026-01-15T01:00:00.000Z') - Date.now();

/** Filed on 2025-06-10, and we heard of it on 2025-09-01. */
const filed: Fact = {
  source: '/permit/test',
  id: 'filed',
  type: 'permit.certificate.issued.v1',
  occurredAt: '2025-06-10T02:00:00.000Z',
  arrivedAt: '2025-09-01T02:00:00.000Z',
  data: { itemCode: 'G1', certType: '固定资产投资项目备案证', certNo: '1', issuedOn: '2025-06-10' },
};

describe('a project as it was or would be', () => {
  let bench: SettleBench;
  beforeAll(async () => {
    bench = await createSettleBench(core);
    const milestones = [
      { code: 'signed', planned: '2025-03-01', actual: '2025-03-01' },
      { code: 'filed', planned: '2025-05-01' },
      { code: 'production', planned: '2026-06-01' },
    ];
    const command = {
      ...register('p', { milestones }),
      ...{ backfill: true, occurredAt: '2025-03-01', recordedAt: '2025-03-01T02:00:00.000Z' },
    };
    await bench.wait('p', filed);
    await bench.settlerWith(core, clockOffsetMs).settle('project/p', { commands: [command] });
  });
  afterAll(() => bench.close());

  const view = (over?: View) =>
    assessAt({ pool: bench.pool, rules: bench.rules, clockOffsetMs }, 'p', over);
  const filedIn = async (over: View) =>
    (await view(over))?.assessment.milestones.find(({ code }) => code === 'filed')?.state;

  it('is now what its snapshot says', async () => {
    const snapshot = await findSnapshot(bench.pool, 'project/p');

    expect((await view())?.assessment).toEqual(snapshot?.assessment);
  });

  it.each([
    { over: { asOf: '2025-06-09' }, state: 'open', why: 'before it happened' },
    { over: { asOf: '2025-06-10' }, state: 'reached', why: 'on its day, as known now' },
    { over: { asOf: '2025-06-10T01:59:59.999Z' }, state: 'open', why: 'a moment before' },
    { over: { knownAt: '2025-08-31' }, state: 'open', why: 'before anybody told us' },
    { over: { knownAt: '2025-09-01' }, state: 'reached', why: 'once we were told' },
    {
      over: { asOf: '2025-07-01', knownAt: '2025-07-01' },
      state: 'open',
      why: 'as it looked then',
    },
  ])('shows the filing $state with $over, $why', async ({ over, state }) => {
    expect(await filedIn(over)).toBe(state);
  });

  it('holds at the end of the day that is asked for', async () => {
    expect((await view({ asOf: '2025-06-10' }))?.at).toBe('2025-06-10T15:59:59.999Z');
  });

  it('was unknown before it was registered, and is when it never was', async () => {
    expect(await view({ knownAt: '2025-02-28' })).toBeUndefined();
    const deps = { pool: bench.pool, rules: bench.rules, clockOffsetMs };
    expect(await assessAt(deps, 'nobody')).toBeUndefined();
  });

  it('can be seen under another policy, which changes nothing that is kept', async () => {
    const before = await findSnapshot(bench.pool, 'project/p');

    const other = await view({ policy: 'milestones-only' });

    expect(before?.assessment.policy.id).toBe('default');
    expect(other?.assessment.policy.id).toBe('milestones-only');
    expect(await findSnapshot(bench.pool, 'project/p')).toEqual(before);
    await expect(view({ policy: 'no-such' })).rejects.toThrow(UnknownDefinitionError);
  });
});
