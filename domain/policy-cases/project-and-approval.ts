import { approvalCore } from '../approval/core.ts';
import { HEARD_BY_APPROVALS } from '../approval/fact.ts';
import type { Assessment, DesiredApproval } from '../assessment.ts';
import { core } from '../core.ts';
import type { Definitions } from '../definitions.ts';
import type { Fact, FactData, FactType } from '../fact.ts';
import { projectStanding } from '../project-standing.ts';
import type { Instant } from '../time.ts';
import { dayOf, earlierOf } from '../time.ts';

/** A project and the approval that belongs to it, each with what it was told. */
export interface Pair {
  /** Of the project, the words of its approval among them. */
  facts: readonly Fact[];
  /** Of the approval, once the project wants one. */
  approval?: readonly Fact[];
}

/** How both stand once each has heard the other out. */
export interface StandingPair extends Pair {
  assessment: Assessment;
  /** The next instant at which time alone changes either. */
  nextChangeAt?: Instant;
}

/** What the core says of a project at `now` with all that is new to it, its approval's word included. */
export function hearOut(
  pair: Pair,
  news: readonly Fact[],
  definitions: Definitions,
  { now, closed }: { now: Instant; closed: boolean },
): StandingPair {
  let facts = [...pair.facts, ...news];
  let approval = pair.approval && [...pair.approval, ...news.filter(isHeard)];
  for (;;) {
    const dossier = core.fold(facts);
    const assessment = core.assess(dossier, definitions, now, { closed });
    approval ??= openedFor(assessment, facts, now);
    if (!approval) return { facts, assessment, ...next(assessment.nextChangeAt) };
    approval = told(approval, 'project.standing.v1', projectStanding(assessment, dossier), now);
    const stand = assessApproval(approval, definitions, now);
    const heard = told(facts, 'approval.standing.v1', stand.standing, now);
    if (heard === facts) {
      const at = [assessment.nextChangeAt, stand.nextChangeAt].filter((one) => one !== undefined);
      return { facts, approval, assessment, ...(at.length > 0 && next(at.reduce(earlierOf))) };
    }
    facts = heard;
  }
}

const next = (nextChangeAt: Instant | undefined) =>
  nextChangeAt === undefined ? {} : { nextChangeAt };

function assessApproval(facts: readonly Fact[], definitions: Definitions, now: Instant) {
  const { approval: template, policy, calendar } = definitions;
  if (!template) throw new Error('An approval was opened that has no template.');
  const dossier = approvalCore.fold(facts);
  return approvalCore.assess(dossier, { template, policy, calendar }, now, {
    closed: dossier.project?.closed ?? false,
  });
}

function openedFor(assessment: Assessment, facts: readonly Fact[], now: Instant) {
  const [wanted] = core.desired(assessment).approvals;
  return wanted && [opened(assessment.code, wanted, now), ...facts.filter(isHeard)];
}

const opened = (project: string, { round, template }: DesiredApproval, now: Instant): Fact =>
  framed('approval.opened.v1', 'opened', { project, round, template, on: dayOf(now) }, now);

/** The same list if that has been said last. */
function told<T extends 'project.standing.v1' | 'approval.standing.v1'>(
  facts: Fact[],
  type: T,
  data: FactData[T],
  now: Instant,
): Fact[] {
  const said = facts.filter((fact) => fact.type === type);
  if (JSON.stringify(said.at(-1)?.data) === JSON.stringify(data)) return facts;
  return [...facts, framed(type, `${type}/${said.length}`, data, now)];
}

const framed = <T extends FactType>(type: T, id: string, data: FactData[T], now: Instant): Fact =>
  // `as`: type and data are those of one fact, which a union can't be told.
  ({ source: sourceOf(type), id, type, occurredAt: now, arrivedAt: now, data }) as Fact;

const sourceOf = (type: FactType): string =>
  type === 'approval.standing.v1' ? '/approval/case' : '/project/case';

const isHeard = ({ type, source }: Fact): boolean =>
  HEARD_BY_APPROVALS.test(type) && !source.startsWith('/approval/');
