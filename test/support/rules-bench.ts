import { core as ownCore } from '../../domain/core.ts';
import type { Core } from '../../domain/core.ts';
import { createRulebook } from '../../settlement/catalogue.ts';
import { loadIntoDatabase } from '../../settlement/catalogue-loading.ts';
import { createRecheckRunner } from '../../settlement/recheck-runner.ts';
import { startRecheck, type RecheckRequest } from '../../settlement/recheck.ts';
import { createSettler, type Settler } from '../../settlement/settle.ts';
import type { Recheck } from '../../readmodel/rechecks.ts';
import { findRecheck } from '../../readmodel/rechecks.ts';
import { altered, loadWith } from './altered-definitions.ts';
import { register } from './said.ts';
import { createSettleBench, type SettleBench } from './settle-bench.ts';

type Files = Parameters<typeof loadWith>[0];

/** A settle bench on which rules change; the park's day is 2026-01-15 unless told otherwise, whatever day it is here. */
export interface RulesBench extends SettleBench {
  clockOffsetMs: number;
  /** What a program with these files does at its start. */
  load: (files: Files) => Promise<void>;
  /** Another process, with what it knows of the rules. */
  process: (core?: Core) => Settler;
  /** Registers with milestones that are so many days late (negative: due in the future). */
  late: (code: string, days: number, over?: Parameters<typeof register>[1]) => Promise<void>;
  start: (over?: Partial<RecheckRequest>) => ReturnType<typeof startRecheck>;
  /** One step after another of a process until nothing is left. */
  work: (core?: Core) => Promise<void>;
  recheck: (over?: Partial<RecheckRequest>) => Promise<Recheck>;
  colours: () => Promise<Record<string, string | null>>;
}

const TODAY = '2026-01-15';

export async function createRulesBench(
  core: Core = ownCore,
  now = `${TODAY}T01:00:00.000Z`,
): Promise<RulesBench> {
  const bench = await createSettleBench(core);
  const { pool } = bench;
  const clockOffsetMs = Date.parse(now) - Date.now();
  const log = { error: () => undefined };
  const process = (own: Core = core) =>
    createSettler({ pool, rules: createRulebook(), clockOffsetMs, core: own, log });
  const start: RulesBench['start'] = (over = {}) =>
    startRecheck(
      { pool, clockOffsetMs, core },
      { keepTemplates: false, ratePerSecond: 200, actor: 'office', ...over },
    );
  const settler = process();
  async function work(own: Core = core): Promise<void> {
    const deps = { pool, settler: process(own), clockOffsetMs, core: own };
    const step = createRecheckRunner({ ...deps, runner: 'test', lookEveryMs: -1 });
    while ((await step()) >= 0);
  }
  return {
    ...bench,
    ...{ clockOffsetMs, settler, process, start, work },
    load: (files) => loadIntoDatabase(pool, loadWith(files), clockOffsetMs),
    async late(code, days, over = {}) {
      const due = new Date(Date.parse(TODAY) - days * 86_400_000).toISOString().slice(0, 10);
      const milestones = [
        { code: 'signed', planned: '2025-03-01', actual: '2025-03-01' },
        { code: 'toppedOut', planned: due },
      ];
      const command = register(code, { milestones, ...over });
      const { outcomes } = await settler.settle(`project/${code}`, { commands: [command] });
      if (outcomes?.[0]?.status !== 'accepted') throw new Error(JSON.stringify(outcomes));
    },
    async recheck(over) {
      const { recheck } = await start(over);
      await work();
      const done = await findRecheck(pool, recheck.id);
      if (done?.state !== 'done') throw new Error('the recheck did not end');
      return done;
    },
    async colours() {
      const { rows } = await pool.query<{ code: string; colour: string | null }>(
        'select project_code as code, colour from snapshot order by 1',
      );
      return Object.fromEntries(rows.map(({ code, colour }) => [code, colour]));
    },
  };
}

/** The default policy under which a date is red from so many days late on. */
export const redFrom = (days: number, version: string, effectiveFrom = '2026-01-01'): Files => ({
  'policies/default.json': altered('policies/default.json', (policy) => {
    policy.version = version;
    policy.effectiveFrom = effectiveFrom;
    if (policy.rules.due) policy.rules.due.redFrom = days;
  }),
});
