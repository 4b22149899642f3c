import { canonicalJson } from '../../../schemas/canonical-json.ts';
import type { Expectation } from './expect.ts';
import { foldEvents, toldOf, type Subscribed } from './fold-events.ts';
import type { HeardEvent, LeavingLine, Observation } from './observation.ts';

/**
 * What is wrong with `project.events` as a plain subscriber reads it: an id with two contents, a
 * place twice or left out, a change that does not follow from the one before, another end than the
 * oracle's, or a line of the timeline that never left.
 */
export function judgeEvents(
  ends: ReadonlyMap<string, Expectation>,
  { events, lines }: Pick<Observation, 'events' | 'lines'>,
): string[] {
  const once = firstOfEach(events);
  const byProject = group(once, ({ key }) => key ?? 'no project');
  const heard = new Set(once.flatMap((event) => toldOf(event).map((told) => placeOf(event, told))));
  return [
    ...judgeIds(events),
    ...[...byProject].flatMap(([project, own]) => judgeOrder(project, own)),
    ...[...ends.values()].flatMap((end) => judgeEnd(end, byProject.get(end.project) ?? [])),
    ...[...byProject.keys()]
      .filter((project) => !ends.has(project))
      .map((project) => `project.events speaks of ${project}, which nobody registered`),
    ...leaving(lines)
      .filter((line) => !heard.has(lineOf(line)))
      .map((line) => `project.events lacks the line ${lineOf(line)}`),
  ];
}

function judgeIds(events: readonly HeardEvent[]): string[] {
  const contents = group(events, ({ source, id }) => `${source} ${id}`);
  return [...contents]
    .filter(([, same]) => new Set(same.map(contentOf)).size > 1)
    .map(([id]) => `project.events has two contents under ${id}`);
}

const contentOf = ({ key, type, sequence, data }: HeardEvent): string =>
  canonicalJson({ key, type, sequence, data });

// A repetition may come late; what counts is the order in which each event was there first.
function firstOfEach(events: readonly HeardEvent[]): HeardEvent[] {
  const known = new Set<string>();
  return [...events]
    .sort((a, b) => a.partition - b.partition || Number(a.offset) - Number(b.offset))
    .filter(({ source, id }) => {
      const isFirst = !known.has(`${source} ${id}`);
      known.add(`${source} ${id}`);
      return isFirst;
    });
}

function judgeOrder(project: string, events: readonly HeardEvent[]): string[] {
  const partitions = new Set(events.map(({ partition }) => partition));
  const places = events.map(({ sequence }) => sequence);
  const isInOrder = places.every((place, nth) => place === nth + 1);
  return [
    ...(partitions.size > 1 ? [`events of ${project} lie in several partitions`] : []),
    ...(isInOrder ? [] : [`events of ${project} came in the order ${places.join(' ')}`]),
  ];
}

function judgeEnd({ project, assessment }: Expectation, events: readonly HeardEvent[]): string[] {
  const { state, breaks } = foldEvents(events);
  const milestones = assessment.milestones.flatMap(({ code, planned, state: is, actual }) => [
    ...(planned === undefined ? [] : [`plan ${code} ${planned}`]),
    ...(is === 'reached' ? [`reached ${code} ${actual ?? 'some day'}`] : []),
  ]);
  const expected = [
    `stage ${assessment.stage}`,
    `colour ${String(assessment.colour)}`,
    ...milestones,
  ];
  const found = told(state);
  return [
    ...breaks.map((one) => `events of ${project}: ${one}`),
    ...without(expected, found).map((one) => `a subscriber does not know of ${project}: ${one}`),
    ...without(found, expected).map((one) => `a subscriber believes of ${project}: ${one}`),
  ];
}

const told = ({ stage, colour, plan, reached }: Subscribed): string[] => [
  ...(stage === undefined ? [] : [`stage ${stage}`]),
  ...(colour === undefined ? [] : [`colour ${String(colour)}`]),
  ...[...plan].map(([code, day]) => `plan ${code} ${day}`),
  ...[...reached].map(([code, day]) => `reached ${code} ${day}`),
];

/** Which kind of line leaves as which type of event. */
const LEAVES: Record<string, string> = {
  stageChanged: 'stage.changed',
  milestoneReached: 'milestone.reached',
  milestoneWithdrawn: 'milestone.withdrawn',
  planChanged: 'plan.changed',
  colourChanged: 'colour.changed',
};

// After the snapshot was emptied a settle writes a whole story once more; of that nothing is news.
function leaving(lines: readonly LeavingLine[]): LeavingLine[] {
  const first = new Map<string, number>();
  for (const { project, revision } of lines)
    first.set(project, Math.min(revision, first.get(project) ?? revision));
  const retold = new Set(
    lines
      .filter(
        ({ kind, project, revision }) => kind === 'registered' && revision !== first.get(project),
      )
      .map(({ project, revision }) => `${project} ${revision}`),
  );
  return lines.filter(
    ({ kind, project, revision }) => kind in LEAVES && !retold.has(`${project} ${revision}`),
  );
}

const lineOf = ({ project, revision, kind, object }: LeavingLine): string =>
  [project, revision, LEAVES[kind], object === 'project' ? '-' : object].join(' ');

const placeOf = (
  { key, data }: HeardEvent,
  { type, milestone }: { type: string; milestone?: string },
): string => [key, String(data['revision']), type, milestone ?? '-'].join(' ');

function without(some: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return some.filter((one) => !known.has(one));
}

function group<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
