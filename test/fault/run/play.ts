import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { addDays, fromMillis, startOf, toMillis } from '../../../domain/time.ts';
import { openTopics, type TestTopics } from '../../support/kafka.ts';
import { openPrivateDatabase } from '../../support/private-database.ts';
import type { TestStack } from '../../support/stack.ts';
import { withoutApprovals } from '../../support/without-approvals.ts';
import { effectsOf } from '../oracle/effects.ts';
import { judgeEvents } from '../oracle/events-verdict.ts';
import { expectEnd } from '../oracle/expect.ts';
import type { Heard, Observation } from '../oracle/observation.ts';
import { TODAY } from '../oracle/park.ts';
import type { Script } from '../oracle/script.ts';
import { judgeHeardLetters, judgeState, type Expected } from '../oracle/verdict.ts';
import { startProcesses, type EngineProcesses } from './engine.ts';
import { isTooBusy, judgeRun } from './guards.ts';
import { layWorkPoints } from './hold-at-work.ts';
import { inject, type FaultRecord } from './inject.ts';
import type { End } from './keeper.ts';
import { dumpTables, layObservation, observe, readLog } from './observe.ts';
import { actAll, lookOn } from './persons.ts';
import { leftOverIn, untilAtRest } from './rest.ts';
import { sleep, startRunClock, type RunClock } from './run-clock.ts';
import type { Run } from './run-seed.ts';
import { sendAll } from './sources.ts';
import { countApplied, emptyTally } from './tally.ts';

/** A run with its script and the place for its logs. */
export interface Play extends Run {
  script: Script;
  directory: string;
}

/** How it went. */
export interface Played {
  violations: string[];
  /** Too many faults waited for their target: the machine is too slow for this pace. */
  isTooBusy: boolean;
  records: FaultRecord[];
  ends: End[];
  /** Messages of sources as Kafka holds them. */
  sent: number;
  deadLetters: number;
  published: number;
  /** From the last thing that was done to the engine until nothing was left to be done. */
  restMs: number;
  seen: Observation;
}

// Within it the processes get ready, so that midnight comes when the plan says.
const WARM_UP_MS = 12_000;

/** Starts the engine on a stack, plays script and plan, and judges once all has come to rest. */
export async function play(stack: TestStack, of: Play): Promise<Played> {
  const { addresses } = stack;
  const database = await openPrivateDatabase(addresses.postgres, withoutApprovals());
  await layObservation(database.pool);
  await layWorkPoints(database.pool);
  const topics = await openTopics(addresses.kafka);
  const beginsAt = Date.now() + WARM_UP_MS;
  const clockOffsetMs =
    toMillis(startOf(addDays(TODAY, 1))) - beginsAt - of.plan.midnightAtMs * of.pace;
  const ends: End[] = [];
  let clock: RunClock = startRunClock(of.pace);
  const engine = await startProcesses({
    ...addresses,
    clockOffsetMs,
    directory: of.directory,
    gateways: of.gateways,
    onEnd: (end) => ends.push({ ...end, atMs: clock.nowMs() }),
  });
  try {
    await allReady(engine);
    of.say(`seed ${of.seed}: begins, ${of.plan.faults.length} faults to come`);
    await sleep(beginsAt - Date.now());
    clock = startRunClock(of.pace);
    const happened = await happen(stack, of, { engine, pool: database.pool, clock });
    const left = await untilAtRest(leftOverIn(database.pool, () => topics.lag()));
    const restMs = (clock.nowMs() - happened.endedMs) * of.pace;
    const seen = { ...(await observe(database.pool, addresses.kafka)), heard: happened.heard };
    const codes = await stopAll(engine);
    const log = await readLog(addresses.kafka);
    const effects = effectsOf(of.script.messages, log);
    const now = fromMillis(Date.now() + clockOffsetMs);
    const expected: Expected = {
      effects,
      ends: expectEnd(of.script, effects, now),
      commands: [...of.script.registrations, ...of.script.commands],
    };
    const violations = [
      ...left,
      ...judgeState(expected, seen),
      ...judgeHeardLetters(expected, seen.heardLetters),
      ...judgeEvents(expected.ends, seen),
      ...happened.complaints,
      ...judgeRun(happened.records, ends),
      ...codes,
    ];
    if (violations.length > 0) {
      const tables = JSON.stringify(await dumpTables(database.pool), null, 2);
      await writeFile(join(of.directory, 'tables.json'), tables);
    }
    return {
      violations,
      isTooBusy: isTooBusy(happened.records),
      records: happened.records,
      ends,
      sent: log.length,
      deadLetters: effects.refusals.length,
      published: seen.events.length,
      restMs,
      seen,
    };
  } finally {
    await stopAll(engine);
    await close(topics, database.pool);
  }
}

/** Everything that is done to the engine: events, commands, looks and faults, all at once. */
async function happen(
  stack: TestStack,
  { script, plan, say, seed }: Play,
  { engine, pool, clock }: { engine: EngineProcesses; pool: Pool; clock: RunClock },
) {
  const tally = emptyTally();
  const over = new AbortController();
  const complaints: string[] = [];
  const office = { apiUrl: engine.apiUrl, clock, tally, complaints };
  const scene = { stack, engine, pool, clock, tally };
  const watching = [countApplied(pool, tally, over.signal), lookOn(office, over.signal)];
  try {
    const faults = plan.faults.map(async (fault) => {
      const record = await inject(scene, fault);
      const tookMs = Math.round(record.recoveredMs - record.overMs);
      say(`seed ${seed}: ${fault.target} ${fault.how}, back after ${tookMs} ms`);
      return record;
    });
    const [records, heard] = await Promise.all([
      Promise.all(faults),
      actAll(office, [...script.registrations, ...script.commands]),
      sendAll(stack.addresses.kafka, script.messages, { clock, tally }),
    ]);
    return { records, heard: heard satisfies Heard[], complaints, endedMs: clock.nowMs() };
  } finally {
    over.abort();
    await Promise.all(watching);
  }
}

async function allReady({ all }: EngineProcesses): Promise<void> {
  const until = performance.now() + 120_000;
  for (;;) {
    const ready = await Promise.all(all.map((one) => one.isReady()));
    if (ready.every(Boolean)) return;
    if (performance.now() > until) {
      const late = all.filter((_, nth) => !ready[nth]).map(({ name }) => name);
      throw new Error(`Never became ready: ${late.join(', ')}`);
    }
    await sleep(100);
  }
}

/** Ends all in good order; says which did not end so. */
async function stopAll({ all }: EngineProcesses): Promise<string[]> {
  const codes = await Promise.all(all.map(async (one) => [one.name, await one.stop()] as const));
  return codes.flatMap(([name, code]) =>
    code === 0 ? [] : [`${name} did not end in good order (${String(code)})`],
  );
}

async function close(topics: TestTopics, pool: Pool): Promise<void> {
  await topics.close();
  await pool.end();
}
