import type { Assessment, MilestoneAssessment } from '../domain/assessment.ts';
import type { FactOf } from '../domain/fact.ts';
import { dependantsOf, markDateTold } from '../readmodel/dependencies.ts';
import type { Dependant, ToldDate } from '../readmodel/dependencies.ts';
import { addFacts } from '../readmodel/facts.ts';
import { projectSubject } from '../readmodel/subject-id.ts';
import { canonicalJson } from '../schemas/canonical-json.ts';
import type { Session } from './session.ts';

/**
 * Tells projects that wait for this one the dates that they need, each value once: as facts in their
 * inboxes, in this transaction. Only rows are added there, their own rows are never locked.
 */
export async function tellDependants(
  session: Session,
  assessment: Assessment,
  revision: number,
): Promise<void> {
  const upstream = assessment.code;
  for (const edge of await dependantsOf(session.client, upstream)) {
    const date = dateOf(assessment.milestones.find(({ code }) => code === edge.milestone));
    if (!date || canonicalJson(date) === canonicalJson(edge.told)) continue;
    const fact = upstreamFact(session, { upstream, edge, date, revision });
    await addFacts(session.client, [{ subject: projectSubject(edge.dependant), fact }]);
    await markDateTold(session.client, { upstream, ...edge }, date);
  }
}

function dateOf(milestone: MilestoneAssessment | undefined): ToldDate | undefined {
  const expected = milestone?.expected ?? milestone?.actual ?? milestone?.planned;
  if (!milestone || expected === undefined) return undefined;
  const { planned = expected, state, chain = [] } = milestone;
  return { planned, expected, reached: state === 'reached', chain };
}

function upstreamFact(
  { now }: Session,
  told: { upstream: string; edge: Dependant; date: ToldDate; revision: number },
): FactOf<'upstream.date.v1'> {
  const { upstream, edge, date, revision } = told;
  return {
    source: `/upstream/${upstream}`,
    id: `${edge.milestone}/${revision}`,
    type: 'upstream.date.v1',
    // Orders those told within one millisecond.
    sequence: revision,
    occurredAt: now,
    arrivedAt: now,
    data: { project: upstream, milestone: edge.milestone, ...date },
  };
}
