import type { Assessment } from '../domain/assessment.ts';
import { toldProject } from '../domain/news.ts';
import type { Writer } from '../readmodel/gathered-writes.ts';
import { addToOutbox } from '../readmodel/outbox.ts';
import type { Told } from '../readmodel/told-projects.ts';
import { keepTold } from '../readmodel/told-projects.ts';
import type { ProjectEventBase } from '../schemas/project-events.ts';
import { REASSESSED } from '../schemas/project-events.ts';
import type { Telling } from './news.ts';
import { tellingsOf } from './news.ts';
import { messageOf, type OwnEvent } from './own-event.ts';
import type { ProjectHearing } from './project-kind.ts';
import type { Session } from './session.ts';
import type { News } from './story.ts';
import { rulesOf, singleFact } from './story.ts';

/** What a settle tells other systems: compared with what they were told, nothing written yet. */
export interface Report {
  told: Told | undefined;
  tellings: readonly Telling[];
  news: News;
  after: Assessment;
}

/** Where other systems hear of projects; the key of a message is the project code. */
export const PROJECT_TOPIC = 'project.events';
const SOURCE = '/kaigong/project';

/** What a settle has to tell other systems. */
export function planReport({
  found: { before, own },
  ruled,
  after,
  taken,
  ruling: { accepted },
}: ProjectHearing): Report {
  const { told } = own;
  const news = { taken, accepted };
  const tellings = tellingsOf(told, { ...news, before: before?.assessment, ruled, after });
  return { told, tellings, news, after };
}

/** Tells other systems with the transaction of this settle; `revision` is that of the project after it. */
export async function tellOthers(
  writer: Writer,
  session: Session,
  { report, revision }: { report: Report; revision: number },
): Promise<void> {
  const { subject } = session;
  const { told, tellings, after } = report;
  const bodies = tellings.flatMap((telling) => eventsOf(telling));
  const rules = rulesOf(after);
  if (bodies.length === 0 && told?.rules === rules) return;
  const sequence = told?.sequence ?? 0;
  await addToOutbox(
    writer,
    bodies.map((body, index) =>
      messageOf(eventOf(session, report, { ...body, revision, sequence: sequence + index + 1 })),
    ),
  );
  const state = toldProject(after);
  await keepTold(writer, subject, { state, rules, sequence: sequence + bodies.length });
}

/** An event before it has its envelope. */
interface Body {
  type: string;
  data: Record<string, unknown> & Pick<ProjectEventBase, 'cause'>;
}

function eventsOf({ cause, atOnce, whole, changes }: Telling): Body[] {
  if (atOnce) {
    const data = { cause, ...(whole && { whole: true as const }), changes };
    return [{ type: REASSESSED, data }];
  }
  return changes.map(({ type, ...data }) => ({ type, data: { cause, ...data } }));
}

function eventOf(
  { now, trace }: Session,
  { after, news }: Report,
  { revision, sequence, type, data }: Body & { revision: number; sequence: number },
): OwnEvent {
  const { code, name, sample } = after;
  const fact = singleFact(news);
  const about = { projectCode: code, projectName: name, sample, revision, ...(fact && { fact }) };
  return {
    topic: PROJECT_TOPIC,
    key: code,
    source: SOURCE,
    // A restore sets the revision back, and never this.
    id: `${code}/${sequence}`,
    type,
    at: now,
    subject: code,
    sequence,
    traceparent: trace.traceparent(),
    data: { ...about, ...data },
  };
}
