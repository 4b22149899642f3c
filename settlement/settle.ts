import type { Pool, PoolClient } from 'pg';
import type { Assessment } from '../domain/assessment.ts';
import { core as ownCore } from '../domain/core.ts';
import type { Core } from '../domain/core.ts';
import type { CommandFact, Fact } from '../domain/fact.ts';
import type { Instant } from '../domain/time.ts';
import { laterOf } from '../domain/time.ts';
import { realNow, shift } from '../readmodel/clock.ts';
import { appliedFacts, takeWaitingFacts } from '../readmodel/facts.ts';
import { keepOutcomes } from '../readmodel/outcomes.ts';
import { inTransaction } from '../readmodel/pool.ts';
import { findSnapshot, saveSnapshot } from '../readmodel/snapshots.ts';
import type { Snapshot } from '../readmodel/snapshots.ts';
import type { SubjectRow } from '../readmodel/subjects.ts';
import { updateSubject } from '../readmodel/subjects.ts';
import { addToTimeline } from '../readmodel/timeline.ts';
import { canonicalJson } from '../schemas/canonical-json.ts';
import type { Catalogue } from '../schemas/definitions.ts';
import { judgeCommands } from './commands.ts';
import type { Ruling } from './commands.ts';
import type { Decision } from './decision.ts';
import { decisionOf, unknownSubject } from './decision.ts';
import { enter, leaveUnchanged } from './entry.ts';
import { NewerCore } from './errors.ts';
import { countingFaults, guard } from './faults.ts';
import type { Log } from './faults.ts';
import { planLevels, saveLevels } from './levels.ts';
import { followObedience } from './obedience.ts';
import { retryingRaces } from './races.ts';
import type { Session } from './session.ts';
import { assessStanding, foldStanding } from './session.ts';
import { causeOf, factsAfterClosing, singleFact } from './story.ts';
import { tellDependants } from './upstream.ts';

export interface SettlerDeps {
  pool: Pool;
  catalogue: Catalogue;
  /** Domain time minus real time. */
  clockOffsetMs: number;
  log: Log;
  /** Another than the product's own in tests. */
  core?: Core;
}

export interface SettleRequest {
  /** The revision that the calling workflow last carried out; others pass none. */
  carriedRevision?: number;
  /** What people ask for; each is accepted, refused or answered as it was before. */
  commands?: readonly CommandFact[];
}

export interface Settler {
  /**
   * Brings a subject up to all that is known of it now, in one transaction, and says what holds.
   * Idempotent: without news it writes nothing that anybody sees. Throws NewerCore, SubjectFaulted,
   * or what PostgreSQL throws; all are worth another try.
   */
  settle(subject: string, request?: SettleRequest): Promise<Decision>;
}

/** The one door through which facts, commands and the passing of time take effect. */
export function createSettler(deps: SettlerDeps): Settler {
  const core = guard(deps.core ?? ownCore);
  return {
    settle: (subject, request = {}) =>
      countingFaults(deps, subject, () =>
        retryingRaces(() =>
          inTransaction(deps.pool, (client) => settle({ ...deps, core, client }, subject, request)),
        ),
      ),
  };
}

// Keeps a single settle, which reads and folds all facts anyway, well within its time limit.
const FACTS_A_SETTLE = 1_000;

type Room = Omit<SettlerDeps, 'core'> & { core: Core; client: PoolClient };

/** What a settle has heard and concluded, before anything of it is written. */
interface Hearing {
  row: SubjectRow;
  before: Snapshot | undefined;
  taken: readonly Fact[];
  more: boolean;
  ruling: Ruling;
  after: Assessment;
}

async function settle(room: Room, subject: string, request: SettleRequest): Promise<Decision> {
  const { commands = [], carriedRevision } = request;
  const { client, clockOffsetMs } = room;
  const row = await enter(client, subject, { commands, clockOffsetMs });
  if (!row) return unknownSubject(subject);
  const before = await findSnapshot(client, subject);
  const session = await openSession(room, row, before);

  const { facts: taken, more } = await takeWaitingFacts(client, subject, {
    appliedAt: session.now,
    limit: FACTS_A_SETTLE,
  });
  const facts = await appliedFacts(client, subject);
  const heard = foldStanding(session.core, facts, row.closed);
  const ruling = await judgeCommands(session, heard, commands);
  if (row.revision === 0 && ruling.accepted.length === 0) return refuseEntry(session, ruling);
  await keepOutcomes(client, ruling.answered);

  const after = assessStanding(session, ruling.standing);
  return conclude(session, { row, before, taken, more, ruling, after }, carriedRevision);
}

async function openSession(
  { client, core, catalogue, clockOffsetMs }: Room,
  { id, revision }: SubjectRow,
  before: Snapshot | undefined,
): Promise<Session> {
  if (before && before.coreVersion > core.version) {
    throw new NewerCore(id, before.coreVersion, core.version);
  }
  const real = await realNow(client);
  // After the lock, so two settles never swap their times; the clock itself may still be set back.
  const now = laterOf(shift(real, clockOffsetMs), before?.assessedAt ?? '');
  return { client, core, catalogue, clockOffsetMs, subject: id, revision, now, realNow: real };
}

async function refuseEntry(session: Session, ruling: Ruling): Promise<Decision> {
  await leaveUnchanged(session.client);
  await keepOutcomes(session.client, ruling.answered);
  return unknownSubject(session.subject, ruling.outcomes);
}

async function conclude(
  session: Session,
  hearing: Hearing,
  carried: number | undefined,
): Promise<Decision> {
  const { client, core, subject } = session;
  const { row, ruling, after, more } = hearing;
  const plan = await planLevels(session, core.desired(after));
  const revision = row.revision + Number(isChanged(hearing) || plan.moved.length > 0);
  const nextChangeAt = wakeAt(session, after);
  const { subject: settled, reconcile } = await followObedience(
    session,
    row,
    {
      revision,
      closed: after.closed,
      reopened: ruling.reopened,
      nextChangeAt,
      levels: await saveLevels(session, plan, revision),
      levelsMoved: plan.moved.length > 0,
    },
    carried,
  );
  await tellStory(session, hearing, revision);
  await saveSnapshot(client, {
    subject,
    revision,
    coreVersion: core.version,
    assessedAt: session.now,
    assessment: after,
  });
  await tellDependants(session, after, revision);
  await updateSubject(client, settled);
  const { outcomes } = ruling;
  return decisionOf(after, { subject, revision, nextChangeAt, reconcile, more, outcomes });
}

function isChanged({ before, taken, ruling, after }: Hearing): boolean {
  if (!before || taken.length > 0 || ruling.accepted.length > 0) return true;
  return canonicalJson(before.assessment) !== canonicalJson(after);
}

const SHORTEST_SLEEP_MS = 1_000;

/** Real time of the next change of an open project; never so near that an early timer would spin. */
function wakeAt(session: Session, { nextChangeAt, closed }: Assessment): Instant | null {
  if (nextChangeAt === undefined || closed) return null;
  const wake = shift(nextChangeAt, -session.clockOffsetMs);
  return laterOf(wake, shift(session.realNow, SHORTEST_SLEEP_MS));
}

async function tellStory(session: Session, hearing: Hearing, revision: number): Promise<void> {
  const { client, core, subject, now } = session;
  const { row, before, taken, ruling, after } = hearing;
  const news = { taken, accepted: ruling.accepted };
  const entries = core.edges(before?.assessment, after);
  await addToTimeline(client, {
    subject,
    revision,
    at: now,
    cause: causeOf(before?.assessment, after, news),
    fact: singleFact(news),
    entries: row.closed ? [...factsAfterClosing(taken), ...entries] : entries,
  });
}
