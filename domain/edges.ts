import type {
  Assessment,
  DependencyAssessment,
  Finding,
  MilestoneAssessment,
  Signal,
  TimelineEntry,
} from './assessment.ts';
import { severity } from './colour.ts';
import { POSTS } from './fact.ts';
import { present } from './present.ts';

/** What changed between two assessments, as lines of the project's story; without a first one all of it is new. */
export function edges(before: Assessment | undefined, after: Assessment): TimelineEntry[] {
  return [
    ...(before ? [] : [{ kind: 'registered' as const, object: 'project', to: after.name }]),
    ...pairs(before?.milestones, after.milestones, ({ code }) => code).flatMap(milestoneEdges),
    ...pairs(before?.dependencies, after.dependencies, edgeKey).flatMap(dependencyEdges),
    ...changed('statusChanged', 'project', before?.status, after.status),
    ...changed('stageChanged', 'project', before?.stage, after.stage, { phase: after.phase }),
    ...pairs(before?.findings, after.findings, ({ id }) => id).flatMap(findingEdges),
    ...pairs(before?.signals, after.signals, ({ id }) => id).flatMap(signalEdges),
    ...colourEdge(before, after),
    ...POSTS.flatMap((post) =>
      changed('peopleChanged', post, before?.people[post], after.people[post]),
    ),
  ];
}

/** The same thing in both assessments; one side is missing where it came or went. */
interface Pair<T> {
  was: T | undefined;
  is: T | undefined;
}

function pairs<T>(
  before: readonly T[] | undefined,
  after: readonly T[],
  keyOf: (one: T) => string,
): Pair<T>[] {
  const was = new Map((before ?? []).map((one) => [keyOf(one), one]));
  const is = new Map(after.map((one) => [keyOf(one), one]));
  const keys = new Set([...is.keys(), ...was.keys()]);
  return [...keys].map((key) => ({ was: was.get(key), is: is.get(key) }));
}

function changed(
  kind: TimelineEntry['kind'],
  object: string,
  from: string | undefined,
  to: string | undefined,
  detail?: Record<string, unknown>,
): TimelineEntry[] {
  return from === to ? [] : [present({ kind, object, from, to, detail })];
}

function milestoneEdges({ was, is }: Pair<MilestoneAssessment>): TimelineEntry[] {
  const object = is?.code ?? was?.code ?? '';
  const detail = is && present({ evidence: is.evidence, redLine: is.redLine || undefined });
  return [
    ...changed('planChanged', object, was?.planned, is?.planned, is && { baseline: is.baseline }),
    ...changed('forecastChanged', object, was?.forecast, is?.forecast),
    ...stateEdge(object, was, is, detail),
    ...(was?.state === 'reached' && is?.state === 'reached'
      ? changed('milestoneChanged', object, was.actual, is.actual, detail)
      : []),
  ];
}

function stateEdge(
  object: string,
  was: MilestoneAssessment | undefined,
  is: MilestoneAssessment | undefined,
  detail: Record<string, unknown> | undefined,
): TimelineEntry[] {
  const from = was?.state ?? 'open';
  const to = is?.state ?? 'open';
  if (from === to) return [];
  if (to === 'reached')
    return [present({ kind: 'milestoneReached' as const, object, from, to: is?.actual, detail })];
  if (to === 'withdrawn' || from === 'reached') {
    return [
      present({ kind: 'milestoneWithdrawn' as const, object, from: was?.actual, to, detail }),
    ];
  }
  return [present({ kind: 'milestoneChanged' as const, object, from, to, detail })];
}

const edgeKey = ({ on, milestone, gates }: DependencyAssessment): string =>
  `${on}/${milestone}/${gates}`;

function dependencyEdges({ was, is }: Pair<DependencyAssessment>): TimelineEntry[] {
  if (!is) return [];
  const detail = present({ gates: is.gates, slackDays: is.slackDays, chain: is.chain });
  return changed('upstreamMoved', `${is.on}/${is.milestone}`, was?.expected, is.expected, detail);
}

function findingEdges({ was, is }: Pair<Finding>): TimelineEntry[] {
  const one = is ?? was;
  if (!one || (was && is)) return [];
  return [
    { kind: is ? 'findingOpened' : 'findingSettled', object: one.id, detail: { words: one.words } },
  ];
}

function signalEdges({ was, is }: Pair<Signal>): TimelineEntry[] {
  const from = was?.colour ?? 'green';
  const to = is?.colour ?? 'green';
  const step = severity(to) - severity(from);
  if (step === 0) return [];
  const kinds = {
    raised: 'signalRaised',
    worsened: 'signalWorsened',
    eased: 'signalEased',
    cleared: 'signalCleared',
  } as const;
  const rising = from === 'green' ? kinds.raised : kinds.worsened;
  const falling = to === 'green' ? kinds.cleared : kinds.eased;
  const detail = is && { reason: is.reason, rule: is.rule.rule };
  return [
    present({ kind: step > 0 ? rising : falling, object: (is ?? was)?.id ?? '', from, to, detail }),
  ];
}

function colourEdge(before: Assessment | undefined, after: Assessment): TimelineEntry[] {
  const leading = after.signals.find(({ id }) => id === after.leading);
  const detail = leading && { leading: leading.id, reason: leading.reason };
  const from = before?.colour ?? (before ? 'grey' : undefined);
  return changed('colourChanged', 'project', from, after.colour ?? 'grey', detail);
}
