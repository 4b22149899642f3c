import type { Pool, PoolClient } from 'pg';
import { core as ownCore } from '../domain/core.ts';
import type { Core } from '../domain/core.ts';
import { laterOf } from '../domain/time.ts';
import { shift } from '../readmodel/clock.ts';
import { readMoment } from '../readmodel/definitions.ts';
import { appliedFacts } from '../readmodel/facts.ts';
import { inTransaction } from '../readmodel/pool.ts';
import { deleteStraySnapshots, findSnapshot, saveSnapshot } from '../readmodel/snapshots.ts';
import { allSubjects, lockSubject } from '../readmodel/subjects.ts';
import { addToTimeline, deleteStrayTimeline, deleteTimeline } from '../readmodel/timeline.ts';
import type { Rulebook } from './catalogue.ts';
import { NewerCore, SubjectFaulted } from './errors.ts';
import { countingFaults, guard } from './faults.ts';
import type { Log } from './faults.ts';
import { retell } from './retell.ts';

/** What a rebuild works with. */
export interface RebuildDeps {
  pool: Pool;
  rules: Rulebook;
  clockOffsetMs: number;
  log: Log;
  core?: Core;
  /** After each subject. */
  onProgress?: (progress: { done: number; total: number; subject: string }) => void;
}

/** What became of a rebuild. */
export interface Rebuilt {
  rebuilt: number;
  /** Subjects whose own facts can't be assessed; they keep what they had. */
  failed: string[];
}

/**
 * Empties snapshots and timeline and makes them anew from the fact log, as of today's rules and
 * marked so; subject by subject under its lock, so others go on meanwhile and a rebuild that was cut
 * off is simply begun again. Tells nobody anything: levels, alerts and told dates stay as they are.
 */
export async function rebuildReadModel(deps: RebuildDeps): Promise<Rebuilt> {
  const core = guard(deps.core ?? ownCore);
  const { pool, onProgress } = deps;
  await deleteStraySnapshots(pool);
  await deleteStrayTimeline(pool);
  const subjects = await allSubjects(pool);
  const failed: string[] = [];
  for (const [index, subject] of subjects.entries()) {
    const isDone = await rebuildOne({ ...deps, core }, subject);
    if (!isDone) failed.push(subject);
    onProgress?.({ done: index + 1, total: subjects.length, subject });
  }
  return { rebuilt: subjects.length - failed.length, failed };
}

type Room = Omit<RebuildDeps, 'core'> & { core: Core };

async function rebuildOne(room: Room, subject: string): Promise<boolean> {
  try {
    await countingFaults(room, subject, () =>
      inTransaction(room.pool, (client) => rebuildLocked(room, client, subject)),
    );
    return true;
  } catch (error) {
    if (error instanceof SubjectFaulted) return false;
    throw error;
  }
}

async function rebuildLocked(room: Room, client: PoolClient, subject: string): Promise<void> {
  // A long story is told without a word to the database in between.
  await client.query('set local idle_in_transaction_session_timeout = 0');
  const row = await lockSubject(client, subject);
  if (!row) return;
  const before = await findSnapshot(client, subject);
  if (before && before.coreVersion > room.core.version) {
    throw new NewerCore(subject, before.coreVersion, room.core.version);
  }
  const { realNow, generation, templateVersion } = await readMoment(client, subject);
  const catalogue = await room.rules.at(client, generation, templateVersion);
  const now = laterOf(shift(realNow, room.clockOffsetMs), before?.assessedAt ?? '');
  const facts = await appliedFacts(client, subject);
  const story = retell({ core: room.core, catalogue, now }, facts, row.closed);
  await deleteTimeline(client, subject);
  for (const { at, entries } of story.steps) {
    await addToTimeline(client, { subject, revision: row.revision, at, cause: 'REBUILD', entries });
  }
  await saveSnapshot(client, {
    subject,
    revision: row.revision,
    coreVersion: room.core.version,
    assessedAt: now,
    assessment: story.end,
  });
}
