import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { subjectsWithWaitingFacts } from '../../../readmodel/dispatch.ts';
import { findSnapshot } from '../../../readmodel/snapshots.ts';
import { NewerCore, SubjectFaulted } from '../../../settlement/errors.ts';
import { createFakeCore } from '../../support/fake-core.ts';
import { forecast, note } from '../../support/said.ts';
import { createSettleBench } from '../../support/settle-bench.ts';
import type { SettleBench } from '../../support/settle-bench.ts';

const unbreakable = () => {
  const core = createFakeCore();
  const fold: typeof core.fold = (facts) =>
    core.fold(facts.filter((fact) => JSON.stringify(fact.data) !== '{"text":"throw"}'));
  return { ...core, fold };
};

describe('a settle that fails', () => {
  let bench: SettleBench;
  beforeAll(async () => {
    bench = await createSettleBench();
  });
  afterAll(() => bench.close());

  it('is counted on its own project, changes nothing of it, and stops no other', async () => {
    await bench.open('bad');
    await bench.open('good');
    await bench.wait('bad', note('throw'));
    const before = await findSnapshot(bench.pool, 'project/bad');

    await expect(bench.settle('bad')).rejects.toThrow(SubjectFaulted);
    await expect(bench.settle('bad')).rejects.toThrow('the facts hold a throw');

    expect(await bench.row('bad')).toMatchObject({
      faultCount: 2,
      faultMessage: 'the facts hold a throw',
      revision: 1,
    });
    expect(await findSnapshot(bench.pool, 'project/bad')).toEqual(before);
    expect(await bench.facts('bad')).toHaveLength(1);
    expect(await bench.hear('good', note('fine'))).toMatchObject({ stage: 'facts-2' });
  });

  it('is left out until its next try, which comes later each time', async () => {
    await bench.open('slow');
    await bench.wait('slow', note('throw'));
    const waits = async () =>
      (await subjectsWithWaitingFacts(bench.pool, 100)).includes('project/slow');
    expect(await waits()).toBe(true);

    for (let failure = 0; failure < 4; failure += 1) {
      await expect(bench.settle('slow')).rejects.toThrow(SubjectFaulted);
    }

    expect(await waits()).toBe(false);
    const { faultNextTryAt } = await bench.row('slow');
    expect(Date.parse(faultNextTryAt ?? '') - Date.now()).toBeGreaterThan(4_000);
  });

  it('is forgotten once the project can be settled again', async () => {
    await bench.open('mended');
    await bench.wait('mended', note('throw'));
    await expect(bench.settle('mended')).rejects.toThrow(SubjectFaulted);

    await bench.settlerWith(unbreakable()).settle('project/mended');

    expect(await bench.row('mended')).toMatchObject({
      faultCount: 0,
      faultMessage: null,
      faultNextTryAt: null,
      revision: 2,
    });
  });

  it('takes no command on a project that it cannot assess, and answers it later', async () => {
    await bench.open('stuck');
    await bench.wait('stuck', note('throw'));
    const commands = [forecast('stuck-1')];
    await expect(bench.settle('stuck', { commands })).rejects.toThrow(SubjectFaulted);

    const later = await bench.settlerWith(unbreakable()).settle('project/stuck', { commands });

    expect(later.outcomes).toEqual([{ commandId: 'stuck-1', status: 'accepted', revision: 2 }]);
  });

  it('is not the fault of the project when it is a mistake outside the core', async () => {
    await bench.open('ours');
    const core = createFakeCore();
    const settler = bench.settlerWith({
      ...core,
      // Not a list: what settle does with it fails, far from any rule.
      desired: () => ({ alerts: [], approvals: undefined as never }),
    });

    await expect(settler.settle('project/ours')).rejects.toThrow(TypeError);

    expect(await bench.row('ours')).toMatchObject({ faultCount: 0, faultMessage: null });
  });

  it('leaves alone what a newer core has assessed, and counts no fault', async () => {
    await bench.open('next');
    const newer = bench.settlerWith(createFakeCore({ version: 2 }));
    await bench.wait('next', note('by the newer one'));
    await newer.settle('project/next');
    await bench.wait('next', note('for the newer one'));

    await expect(bench.settle('next')).rejects.toThrow(NewerCore);

    expect(await bench.row('next')).toMatchObject({ faultCount: 0, revision: 2 });
    expect(await newer.settle('project/next')).toMatchObject({ stage: 'facts-3' });
  });

  it('marks as such what only changed because the rules did', async () => {
    await bench.open('rules');
    const core = createFakeCore({ version: 2 });
    const assess: typeof core.assess = (...args) => ({ ...core.assess(...args), stage: 'renamed' });

    await bench.settlerWith({ ...core, assess }).settle('project/rules');

    const [, changed] = await bench.story('rules');
    expect(changed).toMatchObject({ to: 'renamed', cause: 'RULES_CHANGED', fact: null });
  });
});
