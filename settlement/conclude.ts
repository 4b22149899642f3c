import type { Assessment } from '../domain/assessment.ts';
import type { Fact } from '../domain/fact.ts';
import type { Instant } from '../domain/time.ts';
import { laterOf } from '../domain/time.ts';
import { shift } from '../readmodel/clock.ts';
import { followTemplate } from '../readmodel/definitions.ts';
import { saveSnapshot } from '../readmodel/snapshots.ts';
import type { Snapshot } from '../readmodel/snapshots.ts';
import type { SubjectRow } from '../readmodel/subjects.ts';
import { updateSubject } from '../readmodel/subjects.ts';
import { addToTimeline } from '../readmodel/timeline.ts';
import { canonicalJson } from '../schemas/canonical-json.ts';
import type { Ruling } from './commands.ts';
import type { Decision } from './decision.ts';
import { decisionOf } from './decision.ts';
import { planLevels, saveLevels } from './levels.ts';
import { followObedience } from './obedience.ts';
import { planReport, tellOthers } from './outbox.ts';
import type { Session } from './session.ts';
import { causeOf, factsAfterClosing, singleFact } from './story.ts';
import { tellDependants } from './upstream.ts';

/** What a settle has heard and concluded, before anything of it is written. */
export interface Hearing {
  row: SubjectRow;
  before: Snapshot | undefined;
  taken: readonly Fact[];
  more: boolean;
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
}

/** Writes what follows from a hearing, compared with what held before, and says what holds now. */
export async function conclude(
  session: Session,
  hearing: Hearing,
  carried: number | undefined,
): Promise<Conclusion> {
  const { client, core, subject } = session;
  const { row, ruling, after, more } = hearing;
  const plan = await planLevels(session, core.desired(after));
  const report = await planReport(session, hearing);
  const isNew = isChanged(hearing) || plan.moved.length > 0 || report.tellings.length > 0;
  const revision = row.revision + Number(isNew);
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
    traceparent: session.trace.traceparent(),
  });
  await tellDependants(session, after, revision);
  await tellOthers(session, report, revision);
  await updateSubject(client, settled);
  const { version } = after.template;
  if (version !== session.templateVersion) await followTemplate(client, subject, version);
  const { outcomes } = ruling;
  const { now } = session;
  const found = { now, subject, revision, nextChangeAt, reconcile, more, outcomes };
  return { decision: decisionOf(after, found), isTold: report.tellings.length > 0 };
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
  const { row, before, taken, ruling, ruled, after } = hearing;
  const news = { taken, accepted: ruling.accepted };
  const told = { subject, revision, at: now };
  if (ruled) {
    const entries = core.edges(before?.assessment, ruled);
    await addToTimeline(client, { ...told, cause: 'RULES_CHANGED', entries });
  }
  const past = ruled ?? before?.assessment;
  const entries = core.edges(past, after);
  await addToTimeline(client, {
    ...told,
    cause: causeOf(past, after, news),
    fact: singleFact(news),
    entries: row.closed ? [...factsAfterClosing(taken), ...entries] : entries,
  });
}
