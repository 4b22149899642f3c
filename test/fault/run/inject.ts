import type { Fault } from '../oracle/plan.ts';
import { breakIt, mend, untilAtWork, type Broken } from './break-and-mend.ts';
import { sleep, type RunClock } from './run-clock.ts';
import { since, type Tally } from './tally.ts';

/** What can be broken, and by what its effects are seen. */
export interface Scene extends Broken {
  clock: RunClock;
  tally: Tally;
}

/** How a fault went. Moments since the run began. */
export interface FaultRecord {
  fault: Fault;
  beganMs: number;
  /** From when on it could be mended: restarted, thawed, started again. */
  overMs: number;
  /** When it said itself that it works again. */
  recoveredMs: number;
  /** What worked from its beginning until its recovery. */
  meanwhile: Tally;
  /** For a kill at work: whether somebody was caught there. */
  caught?: boolean;
  /** Why it never worked again. */
  lost?: string;
}

/** Breaks what the plan says at its moment and waits until it works again, or for long enough. */
export async function inject(scene: Scene, fault: Fault): Promise<FaultRecord> {
  const { clock, tally } = scene;
  await clock.until(fault.atMs);
  await untilAtWork(scene, fault);
  const before = { ...tally };
  const beganMs = clock.nowMs();
  let overMs = beganMs;
  const found: Pick<FaultRecord, 'caught' | 'lost'> = {};
  try {
    const caught = await breakIt(scene, fault);
    if (caught !== undefined) found.caught = caught;
    await sleep(fault.forMs);
    overMs = clock.nowMs();
    await mend(scene, fault);
  } catch (error) {
    found.lost = String(error);
  }
  const recoveredMs = clock.nowMs();
  return { fault, beganMs, overMs, recoveredMs, meanwhile: since(before, tally), ...found };
}
