import type { Core } from '../../domain/core.ts';
import type { CommandFact, Fact } from '../../domain/fact.ts';
import { addFacts, appliedFacts } from '../../readmodel/facts.ts';
import { levelsOf, levelsToTell, markObeyed, markTold } from '../../readmodel/levels.ts';
import { projectSubject } from '../../readmodel/subject-id.ts';
import { findSubject } from '../../readmodel/subjects.ts';
import type { SubjectRow } from '../../readmodel/subjects.ts';
import { timelineOf } from '../../readmodel/timeline.ts';
import type { TimelineRow } from '../../readmodel/timeline.ts';
import type { Decision } from '../../settlement/decision.ts';
import { createRulebook, type Rulebook } from '../../settlement/catalogue.ts';
import { createSettler } from '../../settlement/settle.ts';
import type { Settler, SettleRequest } from '../../settlement/settle.ts';
import { createTestDatabase } from './database.ts';
import type { TestDatabase } from './database.ts';
import { createFakeCore } from './fake-core.ts';
import { register } from './said.ts';

/** A database and a settler on it, with the moves that tests of settle repeat. */
export interface SettleBench extends TestDatabase {
  rules: Rulebook;
  settler: Settler;
  /** Another process on the same database. */
  settlerWith: (core: Core, clockOffsetMs?: number) => Settler;
  settle: (code: string, request?: SettleRequest) => Promise<Decision>;
  /** Registers and settles. */
  open: (code: string, command?: CommandFact) => Promise<Decision>;
  /** Facts that wait, as the gateway leaves them. */
  wait: (code: string, ...facts: Fact[]) => Promise<void>;
  /** Facts that wait, and a settle without a workflow. */
  hear: (code: string, ...facts: Fact[]) => Promise<Decision>;
  /** All that a workflow does when it is rung; gives the revision that it then carries. */
  obey: (code: string, carriedRevision: number) => Promise<number>;
  row: (code: string) => Promise<SubjectRow>;
  facts: (code: string) => Promise<Fact[]>;
  story: (code: string) => Promise<TimelineRow[]>;
  levels: (code: string) => ReturnType<typeof levelsOf>;
}

export async function createSettleBench(core: Core = createFakeCore()): Promise<SettleBench> {
  const database = await createTestDatabase();
  const { pool } = database;
  const rules = createRulebook();
  const settlerWith = (other: Core, clockOffsetMs = 0) =>
    createSettler({ pool, rules, clockOffsetMs, core: other, log: { error: () => undefined } });
  const settler = settlerWith(core);
  const settle = (code: string, request?: SettleRequest) =>
    settler.settle(projectSubject(code), request);
  const wait = (code: string, ...facts: Fact[]) =>
    addFacts(
      pool,
      facts.map((fact) => ({ subject: projectSubject(code), fact })),
    );
  return {
    ...database,
    rules,
    settler,
    settlerWith,
    settle,
    wait,
    open: (code, command = register(code)) => settle(code, { commands: [command] }),
    hear: async (code, ...facts) => {
      await wait(code, ...facts);
      return settle(code);
    },
    obey: async (code, carriedRevision) => {
      const subject = projectSubject(code);
      const { reconcile, revision } = await settle(code, { carriedRevision });
      if (!reconcile) return revision;
      for (const level of await levelsToTell(pool, subject)) {
        await markTold(pool, subject, level.levelId, level.revision);
      }
      await markObeyed(pool, subject, revision);
      return revision;
    },
    row: async (code) => {
      const row = await findSubject(pool, projectSubject(code));
      if (!row) throw new Error(`no subject ${code}`);
      return row;
    },
    facts: (code) => appliedFacts(pool, projectSubject(code)),
    story: (code) => timelineOf(pool, projectSubject(code), { limit: 10_000 }),
    levels: (code) => levelsOf(pool, projectSubject(code)),
  };
}
