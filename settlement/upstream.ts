import type { Assessment } from '../domain/assessment.ts';
import type { FactOf } from '../domain/fact.ts';
import { upstreamDate } from '../domain/upstream.ts';
import { markDateTold } from '../readmodel/dependencies.ts';
import type { Dependant, ToldDate } from '../readmodel/dependencies.ts';
import { addFacts } from '../readmodel/facts.ts';
import { projectCodeOf, projectSubject } from '../readmodel/subject-id.ts';
import { canonicalJson } from '../schemas/canonical-json.ts';
import type { Session } from './session.ts';

/** A date that a project which waits for this one was not told yet. */
export interface DateToTell {
  edge: Dependant;
  date: ToldDate;
}

/** The dates of which those who wait for this project know another value, or none. */
export function datesToTell(
  dependants: readonly Dependant[],
  assessment: Assessment,
): DateToTell[] {
  return dependants.flatMap((edge) => {
    const date = upstreamDate(assessment, edge.milestone);
    return date && canonicalJson(date) !== canonicalJson(edge.told) ? [{ edge, date }] : [];
  });
}

/**
 * Tells projects that wait for this one the dates that they need: as facts in their inboxes, in this
 * transaction. Only rows are added there, their own rows are never locked.
 */
export async function tellDependants(
  session: Session,
  dates: readonly DateToTell[],
  revision: number,
): Promise<void> {
  const upstream = projectCodeOf(session.subject);
  for (const { edge, date } of dates) {
    const fact = upstreamFact(session, date, revision);
    const traceparent = session.trace.traceparent();
    const subject = projectSubject(edge.dependant);
    await addFacts(session.client, [{ subject, fact, traceparent }]);
    await markDateTold(session.client, { upstream, ...edge }, date);
  }
}

/** The fact by which a dependant hears a date. */
export function upstreamFact(
  { now }: Pick<Session, 'now'>,
  date: ToldDate,
  revision: number,
): FactOf<'upstream.date.v1'> {
  return {
    source: `/upstream/${date.project}`,
    id: `${date.milestone}/${revision}`,
    type: 'upstream.date.v1',
    // Orders those told within one millisecond.
    sequence: revision,
    occurredAt: now,
    arrivedAt: now,
    data: date,
  };
}
