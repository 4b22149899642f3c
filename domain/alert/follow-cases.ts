import type { Assessment, DesiredAlert, Signal } from '../assessment.ts';
import { severity } from '../colour.ts';
import type { ColourPolicy, WorkingCalendar } from '../definitions.ts';
import type { Fact } from '../fact.ts';
import type { Instant } from '../time.ts';
import { applyAct, recordOf } from './apply-act.ts';
import type { AlertCase, CaseRecord } from './case.ts';
import { clearingOf } from './clearing.ts';
import type { CaseCommand } from './fact.ts';
import { signalOf } from './fold-commands.ts';
import { inhibitedBy } from './inhibit.ts';
import { clear, close, comeBack, gradeTo, hide, recheck } from './move-case.ts';
import { raise, type CaseMoment, type Move, type Wanted } from './raise-case.ts';

/** What one settle of a project knows that may move its alerts. */
export interface CaseNews {
  /** As the settle before has left them, closed ones too. */
  cases: readonly AlertCase[];
  /** The accepted commands about alerts that are taken now. */
  acts: readonly CaseCommand[];
  before: Assessment | undefined;
  after: Assessment;
  /** What `after` desires. */
  desired: readonly DesiredAlert[];
  /** All facts of the project, for what has cleared an alert. */
  facts: readonly Fact[];
  /** Domain time. */
  now: Instant;
  policy: ColourPolicy;
  calendar: WorkingCalendar;
  /** Whether time alone made this signal worse, or news; asked only of what is raised or got worse. */
  bornBy: (signal: string) => AlertCase['bornBy'];
  /** A recheck: open alerts go on by today's ladder and hours. */
  rechecks?: boolean;
}

/** What became of a project's alerts. */
export interface Followed {
  /** All of them, in the order of their ids. */
  cases: AlertCase[];
  /** New lines of their stories, of each alert in order; `id` is the case's. */
  records: { id: string; record: CaseRecord }[];
  /** Ids of those that are other than before. */
  changed: string[];
}

/**
 * Carries a project's alerts on: first what people did, then what the assessment says. With nothing
 * new it changes nothing, and the order in which acts are given doesn't matter.
 */
export function followCases(news: CaseNews): Followed {
  const stories = new Map(news.cases.map((one) => [one.id, begin(one)]));
  for (const act of inOrder(news.acts)) {
    const story = stories.get(signalOf(act.data.alertId));
    if (!story?.one) continue;
    const one = applyAct(story.one, act);
    move(story, [{ one, record: recordOf(one, act) }]);
  }
  const told = signalsOf(news);
  for (const id of told.ids) {
    const story = stories.get(id) ?? begin(undefined);
    stories.set(id, story);
    followOne(story, told.of(id), news);
  }
  hideWhatIsSaid([...stories.values()], news);
  return outcome(news.cases, stories);
}

/** A case on its way through one settle. */
interface Story {
  one: AlertCase | undefined;
  records: CaseRecord[];
}

/** What the assessment says of one id. */
interface Told {
  wanted: DesiredAlert | undefined;
  signal: Signal | undefined;
}

const begin = (one: AlertCase | undefined): Story => ({ one, records: [] });

function move(story: Story, moves: readonly Move[]): void {
  for (const made of moves) {
    story.one = made.one;
    story.records.push(made.record);
  }
}

const inOrder = (acts: readonly CaseCommand[]): CaseCommand[] =>
  [...acts].sort((a, b) => compare(a.occurredAt, b.occurredAt) || compare(a.id, b.id));

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function signalsOf({ cases, after, desired }: CaseNews) {
  const wanted = new Map(desired.map((alert) => [alert.id, alert]));
  const signals = new Map(after.signals.map((signal) => [signal.id, signal]));
  return {
    ids: [...new Set([...cases.map(({ id }) => id), ...wanted.keys()])].sort(),
    of: (id: string): Told => ({ wanted: wanted.get(id), signal: signals.get(id) }),
  };
}

function followOne(story: Story, told: Told, news: CaseNews): void {
  const { one } = story;
  if (one && one.state !== 'closed') {
    move(story, movesOf(one, told, news));
    proposeCauses(story, told.signal);
  } else if (told.wanted && !news.after.closed) {
    move(story, [raise(one, wantedOf(told.wanted, told, news), momentOf(news))]);
  }
}

/** What becomes of a case that is not closed. */
function movesOf(one: AlertCase, told: Told, news: CaseNews): Move[] {
  if (news.after.closed) return [close(one, 'PROJECT_CLOSED', momentOf(news))];
  if (isHeld(one, told, news)) return [];
  return told.wanted ? wantedMoves(one, told.wanted, told, news) : goneMoves(one, told, news);
}

function goneMoves(one: AlertCase, { signal }: Told, news: CaseNews): Move[] {
  const moment = momentOf(news);
  if (signal?.exempt) return [close(one, 'EXEMPTED', moment)];
  if (one.state !== 'open') return [];
  const { rechecks = false } = news;
  return clear(one, clearingOf(one, news), { ...moment, rechecks });
}

function wantedMoves(one: AlertCase, alert: DesiredAlert, told: Told, news: CaseNews): Move[] {
  const moment = momentOf(news);
  const moved = news.rechecks ? recheck(one, told.signal?.kind, moment) : undefined;
  const now = moved?.one ?? one;
  const moves = moved ? [moved] : [];
  if (now.state === 'open' && now.severity === alert.severity) return moves;
  const wanted = wantedOf(alert, told, news);
  return [
    ...moves,
    now.state === 'open' ? gradeTo(now, wanted, moment) : comeBack(now, wanted, moment),
  ];
}

const wantedOf = (alert: DesiredAlert, { signal }: Told, { bornBy }: CaseNews): Wanted => ({
  alert,
  signal,
  bornBy: bornBy(alert.id),
});

const momentOf = ({ now, policy, calendar }: CaseNews): CaseMoment => ({ now, policy, calendar });

/** Who holds the clock may change while nothing else does; no line of the story. */
function proposeCauses(story: Story, signal: Signal | undefined): void {
  const { one } = story;
  const proposed = signal?.causes ?? [];
  if (one?.state !== 'open' || !signal || proposed.join() === one.proposed.join()) return;
  story.one = { ...one, proposed };
}

/** Whether nothing can be said of a case now: its project rests, or a source is silent that could clear it. */
function isHeld(one: AlertCase, told: Told, { after }: CaseNews): boolean {
  return isResting(one, after) || isInDoubt(one, told);
}

/** Danger goes on where a project rests. */
const isResting = ({ ladder }: AlertCase, { status }: Assessment): boolean =>
  status === 'paused' && !ladder.safety;

function isInDoubt(one: AlertCase, { wanted, signal }: Told): boolean {
  if (!signal?.unverified || signal.colour === 'green') return false;
  return severity(wanted?.severity ?? 'green') < severity(one.severity);
}

function hideWhatIsSaid(stories: readonly Story[], news: CaseNews): void {
  const told = signalsOf(news);
  const held = new Map(
    stories.flatMap(({ one }): [string, string][] => {
      if (one?.state !== 'open') return [];
      if (isResting(one, news.after)) return [[one.id, 'paused']];
      return isInDoubt(one, told.of(one.id)) ? [[one.id, 'unverified']] : [];
    }),
  );
  const speaking = stories.flatMap(({ one }) => (one && !held.has(one.id) ? [one] : []));
  const said = inhibitedBy(speaking, news.after.signals, news.now);
  for (const story of stories) {
    const { one } = story;
    if (one?.state !== 'open') continue;
    const by = held.get(one.id) ?? said.get(one.id);
    if (by !== one.hiddenBy) move(story, [hide(one, by, momentOf(news))]);
  }
}

function outcome(before: readonly AlertCase[], stories: ReadonlyMap<string, Story>): Followed {
  const was = new Map(before.map((one) => [one.id, one]));
  const sorted = [...stories].sort(([a], [b]) => compare(a, b));
  const cases = sorted.flatMap(([, { one }]) => (one ? [one] : []));
  return {
    cases,
    records: sorted.flatMap(([id, { records }]) => records.map((record) => ({ id, record }))),
    changed: cases.filter((one) => was.get(one.id) !== one).map(({ id }) => id),
  };
}
