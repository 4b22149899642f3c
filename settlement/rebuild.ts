import type { Pool, PoolClient } from 'pg';
import type { ApprovalAssessment } from '../domain/approval/assessment.ts';
import { approvalCore as ownApprovalCore } from '../domain/approval/core.ts';
import type { ApprovalCore } from '../domain/approval/core.ts';
import type { Assessment } from '../domain/assessment.ts';
import { core as ownCore } from '../domain/core.ts';
import type { Core } from '../domain/core.ts';
import type { Instant } from '../domain/time.ts';
import { laterOf } from '../domain/time.ts';
import { shift } from '../readmodel/clock.ts';
import { readMoment } from '../readmodel/definitions.ts';
import {
  deleteStrayApprovalSnapshots,
  findApprovalSnapshot,
  saveApprovalSnapshot,
} from '../readmodel/approval-snapshots.ts';
import { appliedFacts } from '../readmodel/facts.ts';
import type { Queryable } from '../readmodel/pool.ts';
import { inTransaction } from '../readmodel/pool.ts';
import type { Snapshot } from '../readmodel/snapshots.ts';
import { deleteStraySnapshots, findSnapshot, saveSnapshot } from '../readmodel/snapshots.ts';
import { kindOf } from '../readmodel/subject-id.ts';
import type { SubjectRow } from '../readmodel/subjects.ts';
import { allSubjects, lockSubject } from '../readmodel/subjects.ts';
import { addToTimeline, deleteStrayTimeline, deleteTimeline } from '../readmodel/timeline.ts';
import { approvalRules } from './approval-rules.ts';
import type { Rulebook } from './catalogue.ts';
import { NewerCore, SubjectFaulted } from './errors.ts';
import { countingFaults, guard, guardApproval } from './faults.ts';
import type { Log } from './faults.ts';
import { projectRules } from './project-rules.ts';
import { retell } from './retell.ts';
import type { Assessed, Rules } from './rules.ts';

/** What a rebuild works with. */
export interface RebuildDeps {
  pool: Pool;
  rules: Rulebook;
  clockOffsetMs: number;
  log: Log;
  core?: Core;
  approvalCore?: ApprovalCore;
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
 * off is simply begun again. Tells nobody anything: levels, alerts, work items and what was told stay
 * as they are.
 */
export async function rebuildReadModel(deps: RebuildDeps): Promise<Rebuilt> {
  const { core = ownCore, approvalCore = ownApprovalCore, pool, onProgress } = deps;
  const room = { ...deps, core: guard(core), approvalCore: guardApproval(approvalCore) };
  await deleteStraySnapshots(pool);
  await deleteStrayApprovalSnapshots(pool);
  await deleteStrayTimeline(pool);
  const subjects = await allSubjects(pool);
  const failed: string[] = [];
  for (const [index, subject] of subjects.entries()) {
    const isDone = await rebuildOne(room, subject);
    if (!isDone) failed.push(subject);
    onProgress?.({ done: index + 1, total: subjects.length, subject });
  }
  return { rebuilt: subjects.length - failed.length, failed };
}

type Room = RebuildDeps & { core: Core; approvalCore: ApprovalCore };

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
  const { realNow, generation, templateVersion } = await readMoment(client, subject);
  const place = { client, row, realNow };
  if (kindOf(subject) === 'project') {
    const catalogue = await room.rules.at(client, generation, templateVersion);
    await rebuildAs(room, { ...PROJECT, rules: projectRules(room.core, catalogue) }, place);
  } else {
    const catalogue = await room.rules.at(client, generation, null);
    const rules = approvalRules(room.approvalCore, catalogue, templateVersion);
    await rebuildAs(room, { ...APPROVAL, rules }, place);
  }
}

interface Shelf<A> {
  find: (client: Queryable, subject: string) => Promise<Snapshot<A> | undefined>;
  save: (client: Queryable, snapshot: Snapshot<A>) => Promise<void>;
}

const PROJECT: Shelf<Assessment> = { find: findSnapshot, save: saveSnapshot };
const APPROVAL: Shelf<ApprovalAssessment> = {
  find: findApprovalSnapshot,
  save: saveApprovalSnapshot,
};

async function rebuildAs<D, A extends Assessed>(
  { clockOffsetMs }: Room,
  { find, save, rules }: Shelf<A> & { rules: Rules<D, A> },
  { client, row, realNow }: { client: PoolClient; row: SubjectRow; realNow: Instant },
): Promise<void> {
  const { id: subject, revision, closed } = row;
  const before = await find(client, subject);
  if (before && before.coreVersion > rules.version) {
    throw new NewerCore(subject, before.coreVersion, rules.version);
  }
  const now = laterOf(shift(realNow, clockOffsetMs), before?.assessedAt ?? '');
  const facts = await appliedFacts(client, subject);
  // An approval whose facts all wait for its first settle.
  if (revision === 0 && facts.length === 0) return;
  const story = retell({ rules, now }, facts, closed);
  await deleteTimeline(client, subject);
  for (const { at, entries } of story.steps) {
    await addToTimeline(client, { subject, revision, at, cause: 'REBUILD', entries });
  }
  const coreVersion = rules.version;
  await save(client, { subject, revision, coreVersion, assessedAt: now, assessment: story.end });
}
