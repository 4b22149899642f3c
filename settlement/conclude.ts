import type { Assessment } from '../domain/assessment.ts';
import type { Fact } from '../domain/fact.ts';
import type { Instant } from '../domain/time.ts';
import { laterOf } from '../domain/time.ts';
import { shift } from '../readmodel/clock.ts';
import { followTemplate } from '../readmodel/definitions.ts';
import { markApplied } from '../readmodel/facts.ts';
import type { Writer } from '../readmodel/gathered-writes.ts';
import { gatherWrites } from '../readmodel/gathered-writes.ts';
import { untellLevels, wantLevels } from '../readmodel/levels.ts';
import { together } from '../readmodel/pool.ts';
import { saveSnapshot } from '../readmodel/snapshots.ts';
import { updateSubject } from '../readmodel/subjects.ts';
import { addToTimeline } from '../readmodel/timeline.ts';
import { canonicalJson } from '../schemas/canonical-json.ts';
import type { Ruling } from './commands.ts';
import type { Decision } from './decision.ts';
import { decisionOf } from './decision.ts';
import type { Wish } from './levels.ts';
import { levelsAfter, movedLevels } from './levels.ts';
import type { Obedience } from './obedience.ts';
import { followObedience } from './obedience.ts';
import type { Report } from './outbox.ts';
import { planReport, tellOthers } from './outbox.ts';
import type { Found } from './reading.ts';
import type { Session } from './session.ts';
import { causeOf, factsAfterClosing, singleFact } from './story.ts';
import { tellDependants } from './upstream.ts';

/** What a settle has heard and concluded, before anything of it is written. */
export interface Hearing {
  found: Found;
  /** What waited and is taken now. */
  taken: readonly Fact[];
  ruling: Ruling;
  /** What held by new rules before the news, when both came together. */
  ruled: Assessment | undefined;
  after: Assessment;
}

/** What a settle has come to. */
export interface Conclusion {
  decision: Decision;
  /** Whether it wrote messages for other systems. */
  isTold: boolean;
  /** Whether the workflow has something to do that it was not told of yet. */
  isOwed: boolean;
}

/** Writes what follows from a hearing, compared with what held before, commits it, and says what holds now. */
export async function conclude(
  session: Session,
  hearing: Hearing,
  carried: number | undefined,
): Promise<Conclusion> {
  const { core, subject, now } = session;
  const { found, ruling, after } = hearing;
  const moved = movedLevels(found.levels, core.desired(after));
  const report = planReport(hearing);
  const isTold = report.tellings.length > 0;
  const revision = found.row.revision + Number(isChanged(hearing) || moved.length > 0 || isTold);
  const nextChangeAt = wakeAt(session, after);
  const findings = {
    ...{ revision, closed: after.closed, reopened: ruling.reopened, nextChangeAt },
    levels: levelsAfter(found.levels, moved, revision),
    levelsMoved: moved.length > 0,
  };
  const obedience = followObedience(session, found.row, findings, carried);
  await write(session, hearing, { revision, moved, report, obedience });
  const { reconcile } = obedience;
  const { more } = found.facts;
  const settled = { now, subject, revision, nextChangeAt, reconcile, more };
  const { decidedRevision, obeyedRevision } = obedience.subject;
  return {
    decision: decisionOf(after, { ...settled, outcomes: ruling.outcomes }),
    isTold,
    isOwed: obeyedRevision < decidedRevision,
  };
}

interface Outcome {
  revision: number;
  moved: readonly Wish[];
  report: Report;
  obedience: Obedience;
}

/** What nearly every settle writes leaves as one statement, with the commit right behind it. */
async function write(session: Session, hearing: Hearing, outcome: Outcome): Promise<void> {
  const { client, transaction, core, subject, now } = session;
  const { found, after } = hearing;
  const { revision, moved, report, obedience } = outcome;
  await writeRest(session, hearing, outcome);
  const writes = gatherWrites();
  await markApplied(writes, subject, { taken: found.facts.taken, appliedAt: now });
  await wantLevels(writes, subject, { levels: moved, revision, at: now });
  await tellStory(writes, session, { hearing, revision });
  await saveSnapshot(writes, {
    ...{ subject, revision, coreVersion: core.version, assessedAt: now, assessment: after },
    traceparent: session.trace.traceparent(),
  });
  await tellOthers(writes, session, { report, revision });
  await updateSubject(writes, obedience.subject);
  await together([writes.sendTo(client), transaction.commit()]);
}

/** What only some settles write, and what writes the same rows as another part. */
async function writeRest(
  session: Session,
  { found, ruled, after }: Hearing,
  { revision, obedience: { untellAfter } }: Outcome,
): Promise<void> {
  const { client, core, subject, now } = session;
  const { version } = after.template;
  if (version !== session.templateVersion) await followTemplate(client, subject, version);
  if (untellAfter !== undefined) await untellLevels(client, subject, untellAfter);
  if (ruled) {
    const entries = core.edges(found.before?.assessment, ruled);
    await addToTimeline(client, { subject, revision, at: now, cause: 'RULES_CHANGED', entries });
  }
  await tellDependants(session, found.dependants, { assessment: after, revision });
}

function isChanged({ found: { before }, taken, ruling, after }: Hearing): boolean {
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

async function tellStory(
  writer: Writer,
  { core, subject, now }: Session,
  { hearing, revision }: { hearing: Hearing; revision: number },
): Promise<void> {
  const { found, taken, ruling, ruled, after } = hearing;
  const news = { taken, accepted: ruling.accepted };
  const past = ruled ?? found.before?.assessment;
  const entries = core.edges(past, after);
  await addToTimeline(writer, {
    ...{ subject, revision, at: now, cause: causeOf(past, after, news), fact: singleFact(news) },
    entries: found.row.closed ? [...factsAfterClosing(taken), ...entries] : entries,
  });
}
