import type { Instant } from '../domain/time.ts';
import { dayOf, laterOf } from '../domain/time.ts';
import { auditStatements, type AuditEntry } from '../readmodel/audit.ts';
import { shift } from '../readmodel/clock.ts';
import { followTemplate } from '../readmodel/definitions.ts';
import { markApplied } from '../readmodel/facts.ts';
import type { Writer } from '../readmodel/gathered-writes.ts';
import { gatherWrites } from '../readmodel/gathered-writes.ts';
import { untellLevels } from '../readmodel/levels.ts';
import { together } from '../readmodel/pool.ts';
import { updateSubject } from '../readmodel/subjects.ts';
import { addToTimeline } from '../readmodel/timeline.ts';
import { canonicalJson } from '../schemas/canonical-json.ts';
import { auditedCommands } from './audited.ts';
import type { Decision } from './decision.ts';
import { decisionOf } from './decision.ts';
import type { Consequences, Hearing, Kind } from './kind.ts';
import type { Obedience } from './obedience.ts';
import { followObedience } from './obedience.ts';
import type { Assessed } from './rules.ts';
import type { RuledSession } from './session.ts';
import { causeOf, factsAfterClosing, singleFact } from './story.ts';

/** What a settle has come to. */
export interface Conclusion {
  decision: Decision;
  /** Whether it wrote messages for other systems. */
  isTold: boolean;
  /** Whether the workflow has something to do that it was not told of yet. */
  isOwed: boolean;
  /** Subjects in whose inboxes it left facts. */
  awakened: readonly string[];
}

/** Writes what follows from a hearing, compared with what held before, commits it, and says what holds now. */
export async function conclude<D, A extends Assessed, O>(
  session: RuledSession<D, A>,
  hearing: Hearing<D, A, O>,
  { kind, carried }: { kind: Kind<D, A, O>; carried: number | undefined },
): Promise<Conclusion> {
  const { subject, now } = session;
  const { found, ruling, after } = hearing;
  const consequences = await kind.consequences(session, hearing);
  const { isNews, isTold, awakened, levelsMoved } = consequences;
  const revision = found.row.revision + Number(isChanged(hearing) || isNews);
  const nextChangeAt = wakeAt(session, after);
  const findings = {
    ...{ revision, closed: after.closed, reopened: isReopened(hearing), nextChangeAt, levelsMoved },
    levels: consequences.levelsAt(revision),
  };
  const obedience = followObedience(session, found.row, findings, carried);
  await write(session, hearing, { revision, consequences, obedience });
  const { reconcile } = obedience;
  const { more } = found.facts;
  const settled = { subject, revision, nextChangeAt, reconcile, more, closed: after.closed };
  const words = kind.wordsOf(after, dayOf(now));
  const { decidedRevision, obeyedRevision } = obedience.subject;
  return {
    decision: decisionOf(words, { ...settled, outcomes: ruling.outcomes }),
    isTold,
    isOwed: obeyedRevision < decidedRevision,
    awakened,
  };
}

interface Outcome {
  revision: number;
  consequences: Consequences;
  obedience: Obedience;
}

/** What nearly every settle writes leaves as one statement, with the commit right behind it. */
async function write<D, A extends Assessed, O>(
  session: RuledSession<D, A>,
  hearing: Hearing<D, A, O>,
  outcome: Outcome,
): Promise<void> {
  const { client, transaction, subject, now } = session;
  const { revision, consequences, obedience } = outcome;
  await writeRest(session, hearing, outcome);
  const writes = gatherWrites();
  const { taken } = hearing.found.facts;
  await markApplied(writes, subject, { taken, appliedAt: now });
  await tellStory(writes, session, { hearing, revision });
  await consequences.write(writes, revision);
  await updateSubject(writes, { ...obedience.subject, toldHash: consequences.toldHash });
  // The end of the audit's chain is held from here to the commit, and by nobody without a command.
  const audited = auditStatements(client, auditOf(session, hearing));
  await together([writes.sendTo(client), ...audited, transaction.commit()]);
}

const auditOf = <D, A extends Assessed, O>(
  session: RuledSession<D, A>,
  { found, ruling, ruled, after, via }: Hearing<D, A, O>,
): AuditEntry[] => {
  const before = ruled ?? found.before?.assessment;
  return auditedCommands(session, ruling.accepted, { via, before, after });
};

/** What only some settles write, and what writes the same rows as another part. */
async function writeRest<D, A extends Assessed, O>(
  session: RuledSession<D, A>,
  { found, ruled, after }: Hearing<D, A, O>,
  { revision, consequences, obedience: { untellAfter } }: Outcome,
): Promise<void> {
  const { client, rules, subject, now } = session;
  const { version } = after.template;
  if (version !== session.templateVersion) await followTemplate(client, subject, version);
  if (untellAfter !== undefined) await untellLevels(client, subject, untellAfter);
  if (ruled) {
    const entries = rules.edges(found.before?.assessment, ruled);
    await addToTimeline(client, { subject, revision, at: now, cause: 'RULES_CHANGED', entries });
  }
  await consequences.writeApart(revision);
}

function isChanged<D, A extends Assessed, O>(hearing: Hearing<D, A, O>): boolean {
  const { found, taken, ruling, after } = hearing;
  if (!found.before || taken.length > 0 || ruling.accepted.length > 0) return true;
  return canonicalJson(found.before.assessment) !== canonicalJson(after);
}

// Whether a command has done it or what an approval heard of its project.
const isReopened = <D, A extends Assessed, O>({ found, ruling, after }: Hearing<D, A, O>) =>
  ruling.reopened || (found.row.closed && !after.closed);

const SHORTEST_SLEEP_MS = 1_000;

/** Real time of the next change of an open subject; never so near that an early timer would spin. */
function wakeAt<D, A extends Assessed>(
  session: RuledSession<D, A>,
  { nextChangeAt, closed }: A,
): Instant | null {
  if (nextChangeAt === undefined || closed) return null;
  const wake = shift(nextChangeAt, -session.clockOffsetMs);
  return laterOf(wake, shift(session.realNow, SHORTEST_SLEEP_MS));
}

async function tellStory<D, A extends Assessed, O>(
  writer: Writer,
  { rules, subject, now }: RuledSession<D, A>,
  { hearing, revision }: { hearing: Hearing<D, A, O>; revision: number },
): Promise<void> {
  const { found, taken, ruling, ruled, after } = hearing;
  const news = { taken, accepted: ruling.accepted };
  const past = ruled ?? found.before?.assessment;
  const entries = rules.edges(past, after);
  await addToTimeline(writer, {
    ...{ subject, revision, at: now, cause: causeOf(past, after, news), fact: singleFact(news) },
    entries: found.row.closed ? [...factsAfterClosing(taken), ...entries] : entries,
  });
}
