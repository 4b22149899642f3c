import type { Fact } from '../fact.ts';
import { dayOf, earlierOf, fromMillis, toMillis, type Instant } from '../time.ts';
import type { ApprovalAssessment } from './assessment.ts';
import type { ApprovalDefinitions } from './core.ts';
import { approvalCore } from './core.ts';
import type { ProjectStanding } from './fact.ts';
import type { Traits } from './template.ts';

/** An approval that never ran: what happened to it, and what is known of its project. */
export interface Simulation {
  definitions: ApprovalDefinitions;
  project: string;
  traits: Traits;
  /** At least one; each counts as known when it happened. */
  facts: readonly Fact[];
}

/**
 * Lives through the facts up to `until` as the engine would: announcements are made on their day
 * and then count. Milestones are reached by what the site reports.
 */
export function simulateApproval(simulation: Simulation, until: Instant): ApprovalAssessment {
  const heard = [...framing(simulation), ...simulation.facts].map(knownAtOnce);
  const moments = [...new Set(heard.map(({ occurredAt }) => fromMillis(toMillis(occurredAt))))];
  const facts = [...heard];
  let now = moments.reduce(earlierOf, until);
  for (;;) {
    const assessment = assessAt(facts, simulation, now);
    if (now >= until) return assessment;
    for (const announcement of assessment.announcements) facts.push(announced(announcement, now));
    const coming = moments.filter((moment) => moment > now);
    now = [assessment.nextChangeAt ?? until, ...coming].reduce(earlierOf, until);
  }
}

function assessAt(
  facts: readonly Fact[],
  { definitions }: Simulation,
  now: Instant,
): ApprovalAssessment {
  const dossier = approvalCore.fold(facts, { knownAt: now });
  const closed = dossier.project?.closed ?? false;
  return approvalCore.assess(dossier, definitions, now, { closed });
}

const knownAtOnce = (fact: Fact): Fact => ({
  ...fact,
  arrivedAt: fromMillis(toMillis(fact.occurredAt)),
});

/** What the project's side would tell the approval: that it is open, and each milestone that the site reports. */
function framing({ definitions, project, traits, facts }: Simulation): Fact[] {
  const first = facts.map(({ occurredAt }) => fromMillis(toMillis(occurredAt))).sort()[0] ?? '';
  const on = dayOf(first);
  const { id: template } = definitions.template;
  const reported = facts.filter((fact) => fact.type === 'site.milestone.reported.v1');
  const milestones: ProjectStanding['milestones'] = {};
  const standing = (reached: ProjectStanding['milestones']): ProjectStanding => ({
    name: project,
    status: 'active',
    closed: false,
    manager: null,
    traits,
    milestones: reached,
  });
  const opening = { project, round: 1, template, on };
  return [
    framed('approval.opened.v1', 'opened', first, opening),
    framed('project.standing.v1', 'standing', first, standing({})),
    ...[...reported]
      .sort((a, b) => toMillis(a.occurredAt) - toMillis(b.occurredAt))
      .map((fact, index) => {
        milestones[fact.data.milestoneCode] = { reached: fact.data.date };
        const said = standing({ ...milestones });
        return framed('project.standing.v1', `standing-${index}`, fact.occurredAt, said);
      }),
  ];
}

function announced(
  { item, round, department, ahead, due }: ApprovalAssessment['announcements'][number],
  now: Instant,
): Fact {
  const id = [item, round, department, ahead, due].join('/');
  const data = { item, round, department, ahead, due };
  return framed('approval.consentAnnounced.v1', id, now, data);
}

const framed = <T extends Fact['type']>(
  type: T,
  id: string,
  occurredAt: string,
  data: Extract<Fact, { type: T }>['data'],
): Fact =>
  // `as`: type and data are those of one fact, which a union can't be told.
  ({ source: '/simulation', id, type, occurredAt, arrivedAt: occurredAt, data }) as Fact;
