import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CORE_VERSION } from '../../../domain/assessment.ts';
import { core } from '../../../domain/core.ts';
import type { Fact } from '../../../domain/fact.ts';
import { changedBy, failedBy, findRecheck, runningRecheck } from '../../../readmodel/rechecks.ts';
import { loadDefinitions } from '../../../schemas/definitions.ts';
import { RulesApplied } from '../../../schemas/rules-applied.ts';
import { DefinitionConflict } from '../../../settlement/catalogue-loading.ts';
import { NewerCore } from '../../../settlement/errors.ts';
import { previewRecheck } from '../../../settlement/recheck-preview.ts';
import { createRecheckRunner } from '../../../settlement/recheck-runner.ts';
import { startRecheck } from '../../../settlement/recheck.ts';
import { altered } from '../../support/altered-definitions.ts';
import { createRulesBench, redFrom, type RulesBench } from '../../support/rules-bench.ts';
import { forecast, terminate } from '../../support/said.ts';

const { lifecycles, policies } = loadDefinitions();
const SHIPPED = policies.get('default')?.version ?? '';
const TEMPLATE = lifecycles.get('greenfield')?.version ?? '';

let bench: RulesBench;
beforeAll(async () => {
  bench = await createRulesBench();
  await bench.late('late', 10);
  await bench.late('later', 20);
  await bench.late('early', -200);
  await bench.late('over', 10);
  await bench.settler.settle('project/over', { commands: [terminate('over-1')] });
});
afterAll(() => bench.close());

const causes = async (code: string) => (await bench.story(code)).map(({ cause }) => cause);
/** All that a recheck could write to. */
async function contents(): Promise<unknown> {
  const { rows } = await bench.pool.query(
    `select (select jsonb_agg(subject) from subject) as subjects,
       (select jsonb_agg(snapshot) from snapshot) as snapshots,
       (select count(*) from timeline) as lines, (select count(*) from fact) as facts,
       (select count(*) from recheck) as rechecks, (select count(*) from outbox) as outgoing,
       (select max(generation) from definition_in_force) as generation`,
  );
  return rows[0];
}
const preview = (keepTemplates = false) => previewRecheck(bench, { keepTemplates });

describe('definitions as rows', () => {
  it('refuse a known version with another content, and name it', async () => {
    const files = redFrom(3, SHIPPED);
    const attempt = bench.load(files);

    await expect(attempt).rejects.toThrow(DefinitionConflict);
    await expect(attempt).rejects.toThrow(/policy "default" \S+: was \w{12}, is \w{12} now/);
  });

  it('change nothing when a newer version is loaded and not in force', async () => {
    const before = await bench.colours();

    await bench.load(redFrom(7, '2030.1'));
    await bench.process().settle('project/late');

    expect(before).toEqual({ early: 'green', late: 'yellow', later: 'red', over: null });
    expect(await bench.colours()).toEqual(before);
    expect(await causes('late')).not.toContain('RULES_CHANGED');
  });

  it('put a lifecycle that nobody could follow yet in force at once', async () => {
    const template = altered('lifecycles/greenfield.json', (one) => (one.id = 'workshop'));
    await bench.load({ 'lifecycles/workshop.json': template });

    await bench.late('new', -100, { template: 'workshop' });

    expect(await bench.colours()).toMatchObject({ new: 'green' });
  });

  it('keep a policy back until its day', async () => {
    await bench.load(redFrom(1, '2031.1', '2026-01-16'));

    const { changes, later } = await preview();

    expect(changes).toEqual([{ kind: 'policy', id: 'default', from: SHIPPED, to: '2030.1' }]);
    expect(later).toMatchObject([{ to: '2031.1', effectiveFrom: '2026-01-16' }]);
  });
});

describe('a recheck', () => {
  it('does what its preview lists, which writes nothing', async () => {
    const before = await contents();
    const listed = await preview();
    expect(await contents()).toEqual(before);
    expect(await runningRecheck(bench.pool)).toBeUndefined();
    // Whoever knows the rules of before takes up the new ones.
    const other = bench.process();
    await other.settle('project/early');

    const { id, total, done } = await bench.recheck();
    await other.settle('project/late');

    expect(listed.changed).toEqual([
      { code: 'late', name: 'Project late', from: 'yellow', to: 'red' },
    ]);
    expect(await changedBy(bench.pool, id)).toEqual([
      { subject: 'project/late', from: 'yellow', to: 'red' },
    ]);
    expect({ total, done, open: listed.open }).toEqual({ total: 4, done: 4, open: 4 });
    expect(await bench.colours()).toMatchObject({ late: 'red', over: null });
    expect(await preview()).toMatchObject({ changes: [], changed: [] });
  });

  it('marks what it changed, and only that', async () => {
    expect((await causes('late')).filter((cause) => cause === 'RULES_CHANGED')).not.toHaveLength(0);
    expect(await causes('over')).not.toContain('RULES_CHANGED');
    const colour = (await bench.story('late'))
      .filter(({ kind }) => kind === 'colourChanged')
      .at(-1);
    expect(colour).toMatchObject({ from: 'yellow', to: 'red', cause: 'RULES_CHANGED' });
  });

  it('tells other systems once, as one digest', async () => {
    const { rows } = await bench.pool.query<{ event_id: string; value: Buffer }>(
      `select event_id, value from outbox where type = 'cn.zhizaoyuan.rules.applied.v1'`,
    );

    expect(rows).toHaveLength(1);
    expect(RulesApplied.parse(JSON.parse(String(rows[0]?.value)))).toMatchObject({
      ...{ part: 1, parts: 1, settled: 4, failed: 0, changed: 1, coreVersion: CORE_VERSION },
      definitions: [{ kind: 'policy', id: 'default', from: SHIPPED, to: '2030.1' }],
      projects: [{ code: 'late', from: 'yellow', to: 'red' }],
    });
  });

  it('tells news that come with new rules apart from what the rules changed', async () => {
    const told = (await bench.story('late')).length;
    await bench.load(redFrom(30, '2032.1'));
    await bench.start();

    const commands = [forecast('late-1', { milestone: 'toppedOut', date: '2026-02-20' })];
    await bench.process().settle('project/late', { commands });
    await bench.work();

    const lines = (await bench.story('late')).slice(told);
    const of = (kind: string) =>
      lines.filter((line) => line.kind === kind).map(({ cause }) => cause);
    expect(of('colourChanged')).toEqual(['RULES_CHANGED']);
    expect(of('forecastChanged')).toEqual(['COMMAND']);
  });

  it('is joined, not begun twice, while one runs', async () => {
    const first = await bench.start();
    const second = await bench.start();

    expect([first.started, second.started]).toEqual([true, false]);
    expect(second.recheck.id).toBe(first.recheck.id);
    await bench.work();
  });

  it('settles no faster than it was asked to, and is taken over when its process dies', async () => {
    const { recheck } = await bench.start({ ratePerSecond: 2 });
    const worker = (runner: string) =>
      createRecheckRunner({ ...bench, runner, lookEveryMs: 7, elapsedMs: () => 0 });
    const killed = worker('killed');
    const waits = [await killed(), await killed()];

    // Nobody else works on it while the lease holds; then the next process goes on where it stopped.
    const other = worker('other');
    const wait = await other();
    await bench.pool.query(`update recheck set leased_until = clock_timestamp()`);
    await other();

    expect(waits).toEqual([500, 500]);
    expect(wait).toBe(7);
    const { rows } = await bench.pool.query(
      'select from recheck_item where recheck_id = $1 and done_at is not null',
      [recheck.id],
    );
    expect(rows).toHaveLength(3);
    await bench.pool.query(`update recheck set leased_until = clock_timestamp()`);
    await bench.work();
  });
});

describe('a newer version of a template', () => {
  const files = (version: string) => ({
    'lifecycles/greenfield.json': altered('lifecycles/greenfield.json', (template) => {
      template.version = version;
      template.label = { zh: version, en: version };
    }),
  });
  const versionOf = async (code: string) => {
    const { rows } = await bench.pool.query<{ version: string }>(
      `select assessment->'template'->>'version' as version from snapshot where project_code = $1`,
      [code],
    );
    return rows[0]?.version;
  };

  it('is followed by new projects only when open ones keep theirs', async () => {
    await bench.load(files('2030.1'));
    await bench.recheck({ keepTemplates: true });
    await bench.late('young', -100);

    expect(await versionOf('late')).toBe(TEMPLATE);
    expect(await versionOf('young')).toBe('2030.1');
    await bench.settler.settle('project/late', {
      commands: [forecast('late-2', { milestone: 'toppedOut' })],
    });
    expect(await versionOf('late')).toBe(TEMPLATE);
  });

  it('is followed by open projects after a recheck, and never by closed ones', async () => {
    await bench.recheck();
    await bench.settler.settle('project/over');

    expect(await versionOf('late')).toBe('2030.1');
    expect(await versionOf('over')).toBe(TEMPLATE);
  });
});

describe('a project that waits for another', () => {
  const signed = { code: 'signed', planned: '2025-03-01', actual: '2025-03-01' };
  const waiting = {
    milestones: [signed, { code: 'toppedOut', planned: '2026-03-14' }],
    dependencies: [
      {
        ...{ on: 'z-up', milestone: 'toppedOut', gates: 'toppedOut' },
        ...{ type: 'blocks' as const, lagDays: 60 },
      },
    ],
  };

  // Has the colour of those who wait follow at once.
  const strict = {
    ...core,
    assess: (...args: Parameters<typeof core.assess>) => {
      const assessment = core.assess(...args);
      const isShort = assessment.dependencies.some(({ slackDays = 0 }) => slackDays < 0);
      return isShort ? { ...assessment, colour: 'blue' as const } : assessment;
    },
  };
  const certType = '主体结构验收';
  const toppedOut: Fact = {
    source: '/permit/test',
    id: 'topped-out',
    type: 'permit.certificate.issued.v1',
    occurredAt: '2026-01-12',
    arrivedAt: '2026-01-12T00:00:00.000Z',
    data: { itemCode: 'G20', certType, certNo: '1', issuedOn: '2026-01-12' },
  };

  // Its upstream has a certificate that proves the date by one template and nothing by the next.
  const proves = (isProof: boolean, version: string) => ({
    'lifecycles/greenfield.json': altered('lifecycles/greenfield.json', (template) => {
      template.version = version;
      const event = 'permit.certificate.issued.v1';
      const proof = { event, where: { certType }, level: 'certified' } as const;
      const one = template.milestones.find(({ code }) => code === 'toppedOut');
      if (one && isProof) one.reachedBy = [proof];
    }),
  });

  it('is listed and settled with the dates that its upstream then tells', async () => {
    await bench.load(proves(true, '2040.1'));
    await bench.recheck();
    const milestones = [
      signed,
      { code: 'toppedOut', planned: '2026-01-10' },
      { code: 'production', planned: '2027-06-01' },
    ];
    await bench.late('z-up', 5, { milestones });
    const commands = [forecast('z-up-1', { milestone: 'toppedOut', date: '2026-03-01' })];
    await bench.settler.settle('project/z-up', { commands });
    await bench.wait('z-up', toppedOut);
    await bench.late('a-down', -58, waiting);
    for (const code of ['z-up', 'a-down']) await bench.settler.settle(`project/${code}`);
    await bench.load(proves(false, '2040.2'));
    const told = async () => {
      const { rows } = await bench.pool.query<{ told: { reached: boolean } }>(
        `select told from dependency where upstream = 'z-up'`,
      );
      return rows[0]?.told;
    };
    expect(await told()).toMatchObject({ reached: true });

    const before = await bench.colours();
    const listed = await previewRecheck({ ...bench, core: strict }, { keepTemplates: false });
    await bench.start();
    await bench.work(strict);

    const after = await bench.colours();
    expect(await told()).toMatchObject({ reached: false });
    const moved = Object.keys(after).filter((code) => after[code] !== before[code]);
    expect(listed.changed.map(({ code }) => code).toSorted()).toEqual(moved.toSorted());
    for (const { code, to } of listed.changed) expect(after[code]).toBe(to);
    expect(moved).toEqual(expect.arrayContaining(['a-down', 'z-up']));
    // Back to the rules of the other tests.
    await bench.recheck();
  });
});

describe('a newer core', () => {
  const newer = { ...core, version: CORE_VERSION + 1, assess: newly };

  function newly(...args: Parameters<typeof core.assess>) {
    const assessment = core.assess(...args);
    if (assessment.code === 'early') throw new Error('early is broken');
    const colour = assessment.code === 'later' ? ('blue' as const) : assessment.colour;
    return { ...assessment, colour, coreVersion: CORE_VERSION + 1 };
  }

  it('reaches every open project by a recheck, past one that it can not assess', async () => {
    const before = (await bench.colours())['later'];
    const listed = await previewRecheck({ ...bench, core: newer }, { keepTemplates: false });
    const request = { keepTemplates: false, ratePerSecond: 200, actor: 'office' };
    const { recheck } = await startRecheck({ ...bench, core: newer }, request);

    // A process with the core of before leaves it.
    await bench.work();
    expect(await findRecheck(bench.pool, recheck.id)).toMatchObject({ state: 'running', done: 0 });
    await bench.work(newer);

    expect(listed.changed).toMatchObject([{ code: 'later', from: before, to: 'blue' }]);
    expect(listed.failed).toMatchObject([{ code: 'early' }]);
    expect(await changedBy(bench.pool, recheck.id)).toMatchObject([{ to: 'blue' }]);
    expect(await failedBy(bench.pool, recheck.id)).toMatchObject([{ subject: 'project/early' }]);
    expect((await causes('later')).at(-1)).toBe('RULES_CHANGED');
  });

  it('is never overwritten by an older process', async () => {
    await expect(bench.process().settle('project/later')).rejects.toThrow(NewerCore);
    const { recheck } = await bench.start();

    await bench.work();

    expect(await findRecheck(bench.pool, recheck.id)).toMatchObject({ state: 'running' });
    expect((await bench.colours())['later']).toBe('blue');
    await bench.work(newer);
    expect(await findRecheck(bench.pool, recheck.id)).toMatchObject({ state: 'done' });
  });
});
