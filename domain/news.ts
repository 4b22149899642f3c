import type { Assessment, MilestoneAssessment, Signal } from './assessment.ts';
import { present } from './present.ts';
import type {
  ColourChange,
  ColourReason,
  MilestoneReached,
  MilestoneWithdrawn,
  PlanChange,
  ProjectChange,
  StageChange,
  ToldMilestone,
  ToldProject,
} from './project-change.ts';

/** What other systems have been told once the changes up to this assessment have reached them. */
export function toldProject({ stage, phase, colour, milestones }: Assessment): ToldProject {
  const told = milestones.map((one) => [one.code, toldMilestone(one)] as const);
  const worth = told.filter(([, one]) => Object.keys(one).length > 0);
  return { stage, phase, colour, milestones: Object.fromEntries(worth) };
}

/** What other systems must be told to know this assessment; without anything told, all of it. */
export function projectNews(told: ToldProject | undefined, after: Assessment): ProjectChange[] {
  const is = new Map(after.milestones.map((one) => [one.code, one]));
  const codes = new Set([...is.keys(), ...Object.keys(told?.milestones ?? {})]);
  return [
    ...[...codes].flatMap((code) => milestoneNews(code, told?.milestones[code], is.get(code))),
    ...stageNews(told, after),
    ...colourNews(told, after),
  ];
}

function toldMilestone({ state, planned, actual }: MilestoneAssessment): ToldMilestone {
  return present({
    planned,
    reachedOn: state === 'reached' ? (actual ?? null) : undefined,
    withdrawn: state === 'withdrawn' ? (true as const) : undefined,
  });
}

type Is = MilestoneAssessment | undefined;

function milestoneNews(milestone: string, was: ToldMilestone = {}, one: Is): ProjectChange[] {
  const is = one ? toldMilestone(one) : {};
  // A milestone that left the project has no label any more.
  const about = {
    milestone,
    label: one?.label ?? { zh: milestone, en: milestone },
    redLine: one?.redLine ?? false,
  };
  return [...planNews(about, was, is, one), ...reachedNews(about, was, is, one)];
}

type About = Pick<PlanChange, 'milestone' | 'label' | 'redLine'>;

function planNews(about: About, was: ToldMilestone, is: ToldMilestone, one: Is): PlanChange[] {
  if (was.planned === is.planned) return [];
  const dates = { from: was.planned ?? null, to: is.planned ?? null, baseline: one?.baseline };
  return [present({ type: 'project.plan.changed.v1' as const, ...about, ...dates })];
}

function reachedNews(
  about: About,
  was: ToldMilestone,
  is: ToldMilestone,
  one: Is,
): (MilestoneReached | MilestoneWithdrawn)[] {
  if (is.reachedOn !== undefined) {
    if (was.reachedOn === is.reachedOn) return [];
    const dates = { on: is.reachedOn, before: was.reachedOn, evidence: one?.evidence };
    return [present({ type: 'project.milestone.reached.v1' as const, ...about, ...dates })];
  }
  const isLost = was.reachedOn !== undefined || (is.withdrawn && !was.withdrawn);
  if (!isLost) return [];
  const state = one && one.state !== 'reached' ? one.state : 'open';
  const before = was.reachedOn ?? null;
  return [{ type: 'project.milestone.withdrawn.v1', ...about, before, state }];
}

function stageNews(told: ToldProject | undefined, { stage, phase }: Assessment): StageChange[] {
  if (told?.stage === stage && told.phase === phase) return [];
  return [{ type: 'project.stage.changed.v1', from: told?.stage ?? null, to: stage, phase }];
}

function colourNews(told: ToldProject | undefined, after: Assessment): ColourChange[] {
  if (told && told.colour === after.colour) return [];
  const ofIt = after.signals.filter(({ projectColour }) => projectColour === after.colour);
  const open = ofIt.filter(({ restricted, colour }) => !restricted && colour !== 'green');
  const leadingFirst = [...open].sort(
    (a, b) => Number(b.id === after.leading) - Number(a.id === after.leading),
  );
  return [
    {
      type: 'project.colour.changed.v1',
      from: told?.colour ?? null,
      to: after.colour,
      status: after.status,
      reasons: after.colour === 'green' ? [] : leadingFirst.map(reasonOf),
      withheld: ofIt.filter(({ restricted }) => restricted).length,
    },
  ];
}

function reasonOf(signal: Signal): ColourReason {
  const { id, object, kind, rule, reason, facts, unverified, stock } = signal;
  const { policy } = rule;
  return {
    ...{ signal: id, object, kind, reason, facts },
    rule: `${policy.id}@${policy.version} ${rule.rule}`,
    unverified: unverified !== undefined,
    stock: stock !== undefined,
  };
}
