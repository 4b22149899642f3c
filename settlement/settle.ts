import type { Pool } from 'pg';
import { core as ownCore } from '../domain/core.ts';
import type { Core } from '../domain/core.ts';
import type { CommandFact } from '../domain/fact.ts';
import { laterOf } from '../domain/time.ts';
import { shift } from '../readmodel/clock.ts';
import { keepOutcomes } from '../readmodel/outcomes.ts';
import type { QuickTransaction } from '../readmodel/pool.ts';
import { inQuickTransaction } from '../readmodel/pool.ts';
import { noteRechecked } from '../readmodel/rechecks.ts';
import type { Rulebook } from './catalogue.ts';
import { judgeCommands } from './commands.ts';
import type { Ruling } from './commands.ts';
import type { Conclusion } from './conclude.ts';
import { conclude } from './conclude.ts';
import type { Decision } from './decision.ts';
import { unknownSubject } from './decision.ts';
import { leaveUnchanged } from './entry.ts';
import { NewerCore } from './errors.ts';
import { countingFaults, guard } from './faults.ts';
import type { Log } from './faults.ts';
import { retryingRaces } from './races.ts';
import type { Found } from './reading.ts';
import { enterAndRead } from './reading.ts';
import type { Session } from './session.ts';
import { assessStanding, foldStanding } from './session.ts';
import type { SettleTrace } from './settle-trace.ts';
import { tracingSettle } from './settle-trace.ts';
import { assessByNewRules } from './story.ts';

/** What settling works with. */
export interface SettlerDeps {
  pool: Pool;
  rules: Rulebook;
  /** Domain time minus real time. */
  clockOffsetMs: number;
  log: Log;
  /** Another than the product's own in tests. */
  core?: Core;
  /** Called after the commit of a settle that wrote messages for other systems. */
  onOutgoing?: () => void;
  /** Called after the commit of a settle that leaves its workflow something to do. */
  onOwed?: () => void;
}

/** Why a subject is settled; nothing for facts that wait and time that passes. */
export interface SettleRequest {
  /** The revision that the calling workflow last carried out; others pass none. */
  carriedRevision?: number;
  /** What people ask for; each is accepted, refused or answered as it was before. */
  commands?: readonly CommandFact[];
  /** The recheck that asks: noted there in the same transaction. */
  recheck?: { id: number; keepTemplates: boolean };
}

/** The door as its callers see it. */
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
    async settle(subject, request = {}) {
      const { decision, isTold, isOwed } = await tracingSettle(subject, (trace) =>
        countingFaults(deps, subject, () =>
          retryingRaces(() =>
            inQuickTransaction(deps.pool, (transaction) =>
              settle({ ...deps, core, transaction, trace }, subject, request),
            ),
          ),
        ),
      );
      if (isTold) deps.onOutgoing?.();
      if (isOwed) deps.onOwed?.();
      return decision;
    },
  };
}

type Room = Omit<SettlerDeps, 'core'> & {
  core: Core;
  transaction: QuickTransaction;
  trace: SettleTrace;
};

async function settle(room: Room, subject: string, request: SettleRequest): Promise<Conclusion> {
  const { commands = [], carriedRevision, recheck } = request;
  const { transaction, clockOffsetMs } = room;
  const { client } = transaction;
  const found = await enterAndRead(transaction, subject, { commands, clockOffsetMs });
  if (!found) return untold(unknownSubject(subject));
  const { row, before, facts } = found;
  const session = await openSession(room, found, recheck);
  room.trace.follow(facts.taken.flatMap(({ traceparent }) => traceparent ?? []));

  const heard = foldStanding(session.core, facts.all, row.closed);
  const ruling = await judgeCommands(session, heard, commands);
  if (row.revision === 0 && ruling.accepted.length === 0) return refuseEntry(session, ruling);
  await keepOutcomes(client, ruling.answered);

  const taken = facts.taken.map(({ fact }) => fact);
  const after = assessStanding(session, ruling.standing);
  const { accepted } = ruling;
  const past = { before: before?.assessment, facts: ruling.standing.facts, closed: row.closed };
  const ruled = assessByNewRules(session, { ...past, after, taken, accepted });
  if (recheck) await noteRechecked(client, recheck.id, { subject, to: (ruled ?? after).colour });
  return conclude(session, { found, taken, ruling, ruled, after }, carriedRevision);
}

const untold = (decision: Decision): Conclusion => ({
  decision,
  isTold: false,
  isOwed: false,
});

async function openSession(
  { transaction, core, rules, clockOffsetMs, trace }: Room,
  { row: { id, revision, closed }, before, moment }: Found,
  recheck: SettleRequest['recheck'],
): Promise<Session> {
  if (before && before.coreVersion > core.version) {
    throw new NewerCore(id, before.coreVersion, core.version);
  }
  const { client } = transaction;
  const { realNow, generation, templateVersion } = moment;
  // Only a recheck moves a project to another version of its template.
  const moves = recheck && !recheck.keepTemplates && !closed;
  const catalogue = await rules.at(client, generation, moves ? null : templateVersion);
  // The clock itself may be set back.
  const now = laterOf(shift(realNow, clockOffsetMs), before?.assessedAt ?? '');
  return {
    client,
    transaction,
    core,
    catalogue,
    clockOffsetMs,
    subject: id,
    revision,
    now,
    realNow,
    templateVersion,
    trace,
  };
}

async function refuseEntry(session: Session, ruling: Ruling): Promise<Conclusion> {
  await leaveUnchanged(session.client);
  await keepOutcomes(session.client, ruling.answered);
  return untold(unknownSubject(session.subject, ruling.outcomes));
}
