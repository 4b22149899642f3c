import type {
  AssessedApproval,
  Assessment,
  DependencyAssessment,
  Finding,
  MilestoneAssessment,
  Signal,
} from './assessment.ts';
import type { TimelineEntry } from './timeline-entry.ts';
import type { GateStanding } from './approval/fact.ts';
import { severity } from './colour.ts';
import type { Colour } from './definitions.ts';
import { POSTS } from './fact.ts';
import { present } from './present.ts';
import { exemptionEdge, wordEdges } from './word-edges.ts';

/** What changed between two assessments, as lines of the project's story; without a first one all of it is new. */
export function edges(before: Assessment | undefined, after: Assessment): TimelineEntry[] {
  return [
    ...(before ? [] : [{ kind: 'registered' as const, object: 'project', to: after.name }]),
    ...pairs(before?.milestones, after.milestones, ({ code }) => code).flatMap(milestoneEdges),
    ...pairs(before?.dependencies, after.dependencies, edgeKey).flatMap(dependencyEdges),
    ...pairs(before?.approvals, after.approvals ?? [], ({ round }) => round).flatMap(approvalEdges),
    ...changed('statusChanged', 'project', before?.status, after.status),
    ...changed('stageChanged', 'project', before?.stage, after.stage, { phase: after.phase }),
    ...pairs(before?.findings, after.findings, ({ id }) => id).flatMap(findingEdges),
    ...pairs(before?.signals, after.signals, ({ id }) => id).flatMap(signalEdges),
    ...colourEdge(before, after),
    ...wordEdges(before, after),
    ...POSTS.flatMap((post) =>
      changed('peopleChanged', post, before?.people[post], after.people[post]),
    ),
  ];
}

/** The same thing in both assessments; one side is missing where it came or went. */
export interface Pair<T> {
  was: T | undefined;
  is: T | undefined;
}

/** The things of two assessments by what names them, those of `after` first. */
export function pairs<T>(
  before: readonly T[] | undefined,
  after: readonly T[],
  keyOf: (one: T) => string | number,
): Pair<T>[] {
  const was = new Map((before ?? []).map((one) => [keyOf(one), one]));
  const is = new Map(after.map((one) => [keyOf(one), one]));
  const keys = new Set([...is.keys(), ...was.keys()]);
  return [...keys].map((key) => ({ was: was.get(key), is: is.get(key) }));
}

/** One line if the value is another one, else none. */
export function changed(
  kind: TimelineEntry['kind'],
  object: string,
  from: string | undefined,
  to: string | undefined,
  detail?: Record<string, unknown>,
): TimelineEntry[] {
  return from === to ? [] : [present({ kind, object, from, to, detail })];
}

/** A milestone that is neither in the plan nor reached. */
const ABSENT = { state: 'open' } as const;

type Known = Partial<MilestoneAssessment> & Pick<MilestoneAssessment, 'state'>;

function milestoneEdges({ was, is }: Pair<MilestoneAssessment>): TimelineEntry[] {
  const object = (is ?? was)?.code ?? '';
  const from: Known = was ?? ABSENT;
  const to: Known = is ?? ABSENT;
  const moved = from.state === 'reached' && to.state === 'reached';
  return [
    ...changed('planChanged', object, from.planned, to.planned, present({ baseline: to.baseline })),
    ...changed('forecastChanged', object, from.forecast, to.forecast),
    ...(from.state === to.state ? [] : [stateEdge(object, from, to)]),
    ...(moved ? changed('milestoneChanged', object, from.actual, to.actual, proofOf(to)) : []),
  ];
}

function stateEdge(object: string, from: Known, to: Known): TimelineEntry {
  const detail = proofOf(to);
  if (to.state === 'reached') {
    return present({
      kind: 'milestoneReached' as const,
      object,
      from: from.state,
      to: to.actual,
      detail,
    });
  }
  const lost = to.state === 'withdrawn' || from.state === 'reached';
  if (lost) {
    return present({
      kind: 'milestoneWithdrawn' as const,
      object,
      from: from.actual,
      to: to.state,
      detail,
    });
  }
  return { kind: 'milestoneChanged', object, from: from.state, to: to.state, detail };
}

const proofOf = ({ evidence, redLine }: Known) =>
  present({ evidence, redLine: redLine || undefined });

const edgeKey = ({ on, milestone, gates }: DependencyAssessment): string =>
  `${on}/${milestone}/${gates}`;

function dependencyEdges({ was, is }: Pair<DependencyAssessment>): TimelineEntry[] {
  if (!is) return [];
  const detail = present({ gates: is.gates, slackDays: is.slackDays, chain: is.chain });
  return changed('upstreamMoved', `${is.on}/${is.milestone}`, was?.expected, is.expected, detail);
}

function approvalEdges({ was, is }: Pair<AssessedApproval>): TimelineEntry[] {
  if (!is) return [];
  const { round, template, phase, approval } = is;
  const detail = phase === undefined ? undefined : { phase };
  const opened = present({
    kind: 'approvalOpened' as const,
    object: `approval/${round}`,
    to: template,
    detail,
  });
  // What was open already when the approval first spoke is no news.
  const gates =
    was?.approval === undefined || approval === undefined
      ? []
      : pairs(was.gates, is.gates, ({ milestone }) => milestone).flatMap((pair) =>
          gateEdges(pair, round),
        );
  return [...(was ? [] : [opened]), ...gates];
}

function gateEdges({ was, is }: Pair<GateStanding>, round: number): TimelineEntry[] {
  if (!was || !is) return [];
  const [wasOpen, isOpen] = [was.missing.length === 0, is.missing.length === 0];
  if (wasOpen === isOpen) return [];
  const detail = { round, ...(!isOpen && { missing: is.missing }) };
  return [{ kind: isOpen ? 'gateOpened' : 'gateClosed', object: is.milestone, detail }];
}

function findingEdges({ was, is }: Pair<Finding>): TimelineEntry[] {
  const one = is ?? was;
  if (!one || (was && is)) return [];
  return [
    { kind: is ? 'findingOpened' : 'findingSettled', object: one.id, detail: { words: one.words } },
  ];
}

/** A signal that was raised, cleared, got worse or better, or less or more sure. */
export function signalEdges({ was, is }: Pair<Signal>): TimelineEntry[] {
  const from = colourOf(was);
  const to = colourOf(is);
  const object = (is ?? was)?.id ?? '';
  const excused = exemptionEdge({ was, is });
  if (from === to) return [...(is && was ? doubtEdge(was, is) : []), ...excused];
  const detail = is && { ...saidBy(is), rule: is.rule.rule };
  return [present({ kind: stepOf(from, to), object, from, to, detail }), ...excused];
}

const colourOf = (signal: Signal | undefined): Colour => signal?.colour ?? 'green';

const saidBy = ({ reason, unverified, stock }: Signal) => present({ reason, unverified, stock });

// Nothing but how sure it is has changed.
function doubtEdge(was: Signal, { id, colour, unverified }: Signal): TimelineEntry[] {
  const both = { object: id, from: colour, to: colour };
  if (unverified && !was.unverified) {
    return [{ kind: 'signalUnverified', ...both, detail: { unverified } }];
  }
  return was.unverified && !unverified ? [{ kind: 'signalVerified', ...both }] : [];
}

function stepOf(from: Colour, to: Colour): TimelineEntry['kind'] {
  if (from === 'green') return 'signalRaised';
  if (to === 'green') return 'signalCleared';
  return severity(to) > severity(from) ? 'signalWorsened' : 'signalEased';
}

function colourEdge(before: Assessment | undefined, after: Assessment): TimelineEntry[] {
  const leading = after.signals.find(({ id }) => id === after.leading);
  const detail = leading && { leading: leading.id, ...saidBy(leading) };
  const from = before?.colour ?? (before ? 'grey' : undefined);
  return changed('colourChanged', 'project', from, after.colour ?? 'grey', detail);
}
