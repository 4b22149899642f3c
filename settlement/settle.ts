import type { Pool } from 'pg';
import { approvalCore as ownApprovalCore } from '../domain/approval/core.ts';
import type { ApprovalCore } from '../domain/approval/core.ts';
import { core as ownCore } from '../domain/core.ts';
import type { Core } from '../domain/core.ts';
import { laterOf } from '../domain/time.ts';
import type { AuditVia } from '../readmodel/audit.ts';
import { shift } from '../readmodel/clock.ts';
import { keepOutcomes } from '../readmodel/outcomes.ts';
import type { QuickTransaction } from '../readmodel/pool.ts';
import { inQuickTransaction } from '../readmodel/pool.ts';
import { noteRechecked } from '../readmodel/rechecks.ts';
import { kindOf } from '../readmodel/subject-id.ts';
import { approvalKind } from './approval-kind.ts';
import type { ApprovalKind } from './approval-kind.ts';
import type { Rulebook } from './catalogue.ts';
import { judgeCommands } from './commands.ts';
import type { Ruling, SubjectCommand } from './commands.ts';
import type { Conclusion } from './conclude.ts';
import { conclude } from './conclude.ts';
import type { Decision } from './decision.ts';
import { unknownSubject } from './decision.ts';
import { leaveUnchanged } from './entry.ts';
import { NewerCore } from './errors.ts';
import { countingFaults, guard, guardApproval } from './faults.ts';
import type { Log } from './faults.ts';
import type { Kind } from './kind.ts';
import { projectKind } from './project-kind.ts';
import type { ProjectKind } from './project-kind.ts';
import { retryingRaces } from './races.ts';
import type { Found } from './reading.ts';
import { enterAndRead } from './reading.ts';
import type { Assessed } from './rules.ts';
import { assessStanding, foldStanding } from './rules.ts';
import type { RuledSession, Session } from './session.ts';
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
  approvalCore?: ApprovalCore;
  /** Called after the commit of a settle that wrote messages for other systems. */
  onOutgoing?: () => void;
  /** Called after the commit of a settle that leaves its workflow something to do. */
  onOwed?: () => void;
  /** Called after the commit of a settle with the subjects in whose inboxes it left facts. */
  onAwakened?: (subjects: readonly string[]) => void;
}

/** Why a subject is settled; nothing for facts that wait and time that passes. */
export interface SettleRequest {
  /** The revision that the calling workflow last carried out; others pass none. */
  carriedRevision?: number;
  /** What people ask for; each is accepted, refused or answered as it was before. */
  commands?: readonly SubjectCommand[];
  /** How the commands have reached us. */
  via?: AuditVia;
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
  const kinds = kindsOf(deps);
  return {
    async settle(subject, request = {}) {
      const { decision, isTold, isOwed, awakened } = await tracingSettle(subject, (trace) =>
        countingFaults(deps, subject, () =>
          retryingRaces(() =>
            inQuickTransaction(deps.pool, (transaction) =>
              settleAny({ ...deps, kinds, transaction, trace }, subject, request),
            ),
          ),
        ),
      );
      if (isTold) deps.onOutgoing?.();
      if (isOwed) deps.onOwed?.();
      if (awakened.length > 0) deps.onAwakened?.(awakened);
      return decision;
    },
  };
}

type Room = Omit<SettlerDeps, 'core' | 'approvalCore'> & {
  kinds: Kinds;
  transaction: QuickTransaction;
  trace: SettleTrace;
};

interface Kinds {
  project: ProjectKind;
  approval: ApprovalKind;
}

const kindsOf = ({ core = ownCore, approvalCore = ownApprovalCore }: SettlerDeps): Kinds => ({
  project: projectKind(guard(core)),
  approval: approvalKind(guardApproval(approvalCore)),
});

function settleAny(room: Room, subject: string, request: SettleRequest): Promise<Conclusion> {
  const { project, approval } = room.kinds;
  return kindOf(subject) === 'project'
    ? settle(room, project, { subject, request })
    : settle(room, approval, { subject, request });
}

/** The frame of every settle, whatever its subject is. */
async function settle<D, A extends Assessed, O>(
  room: Room,
  kind: Kind<D, A, O>,
  { subject, request }: { subject: string; request: SettleRequest },
): Promise<Conclusion> {
  const { commands = [], carriedRevision: carried, recheck } = request;
  const { transaction, clockOffsetMs } = room;
  const { client } = transaction;
  const { read } = kind;
  const found = await enterAndRead(transaction, subject, { read, commands, clockOffsetMs });
  if (!found) return untold(unknownSubject(subject));
  const { row, before, facts } = found;
  const session = await openSession(room, kind, { found, recheck });
  const { rules } = session;
  room.trace.follow(facts.taken.flatMap(({ traceparent }) => traceparent ?? []));

  const heard = foldStanding(rules, facts.all, row.closed);
  const standing = { ...heard, closed: kind.latch(row.closed, heard.dossier) };
  const { own } = found;
  const ruling = await judgeCommands(session, standing, {
    commands,
    judge: (standing, command, accepted) =>
      kind.judge(session, { standing, accepted, own }, command),
  });
  if (kind.beginsByCommand && row.revision === 0 && ruling.accepted.length === 0) {
    return refuseEntry(session, ruling);
  }
  await keepOutcomes(client, ruling.answered);

  const taken = facts.taken.map(({ fact }) => fact);
  const after = assessStanding(rules, ruling.standing, session.now);
  const { accepted } = ruling;
  const past = { before: before?.assessment, facts: ruling.standing.facts, closed: row.closed };
  const ruled = assessByNewRules(session, { ...past, after, taken, accepted });
  if (recheck) await noteRechecked(client, recheck.id, { subject, to: (ruled ?? after).colour });
  const { via = 'loopback' } = request;
  const hearing = { found, taken, ruling, ruled, after, rechecks: recheck !== undefined, via };
  return conclude(session, hearing, { kind, carried });
}

const untold = (decision: Decision): Conclusion => ({
  decision,
  isTold: false,
  isOwed: false,
  awakened: [],
});

async function openSession<D, A extends Assessed, O>(
  { transaction, rules: rulebook, clockOffsetMs, trace }: Room,
  kind: Kind<D, A, O>,
  { found, recheck }: { found: Found<A, O>; recheck: SettleRequest['recheck'] },
): Promise<RuledSession<D, A>> {
  const { client } = transaction;
  const { row, before, moment } = found;
  const { id: subject, revision, closed } = row;
  const { realNow, generation, templateVersion } = moment;
  const moves = recheck !== undefined && !recheck.keepTemplates && !closed;
  const at = { generation, templateVersion, moves };
  const session = {
    ...{ client, transaction, clockOffsetMs, subject, revision, realNow, templateVersion, trace },
    catalogue: await kind.catalogueAt(rulebook, client, at),
    // The clock itself may be set back.
    now: laterOf(shift(realNow, clockOffsetMs), before?.assessedAt ?? ''),
  };
  const rules = kind.rulesOf(session);
  if (before && before.coreVersion > rules.version) {
    throw new NewerCore(subject, before.coreVersion, rules.version);
  }
  return { ...session, rules };
}

async function refuseEntry<D>(session: Session, ruling: Ruling<D>): Promise<Conclusion> {
  await leaveUnchanged(session.client);
  await keepOutcomes(session.client, ruling.answered);
  return untold(unknownSubject(session.subject, ruling.outcomes));
}
