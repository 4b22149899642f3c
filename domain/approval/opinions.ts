import type { WorkingCalendar } from '../definitions.ts';
import type { Horizon } from '../horizon.ts';
import { receiptDay } from '../office-hours.ts';
import type { Day } from '../time.ts';
import { dayOf, earlierOf, laterOf, toMillis } from '../time.ts';
import type { DepartmentAssessment } from './assessment.ts';
import type { Answers } from './departments.ts';
import { answersOf } from './departments.ts';
import type { ApprovalDossier } from './dossier.ts';
import { limitOf } from './limits.ts';
import type { ApplicationRecord, ItemState } from './record.ts';
import type { ItemTemplate, Traits } from './template.ts';

/** What is known of an item when its departments are looked at. */
export interface Consulted {
  item: ItemTemplate;
  traits: Traits;
  round: number;
  /** The application under way; none for an opinion that needs no application, or after one that failed. */
  current?: ApplicationRecord | undefined;
  /** Day 0 of the review. */
  startedOn?: Day | undefined;
  /** From when on an opinion item may be asked for. */
  readyOn?: Day | undefined;
  dossier: ApprovalDossier;
}

/** The answers of all departments of an item, and what they come to where the item is an opinion itself. */
export interface Consultation extends Answers {
  askedOn: Day;
  outcome?: { state: ItemState; on?: Day };
  /** The departments that say no, where one no stops the stage (一票否决). */
  vetoes: string[];
}

/** Asks all departments at once: for an opinion as soon as it can be asked for, else with the review. */
export function consult(
  consulted: Consulted,
  calendar: WorkingCalendar,
  horizon: Horizon,
): Consultation | undefined {
  const { item, traits, round, current, dossier } = consulted;
  const askedOn = askedOnOf(consulted, calendar);
  if (askedOn === undefined) return undefined;
  const promised = limitOf(item, 'promised', traits);
  const asked = { item, round, askedOn, promised, dossier, ...saidSoFar(current) };
  const answers = answersOf(asked, calendar, horizon);
  if (answers.departments.length === 0) return undefined;
  const outcome = item.kind === 'opinion' ? outcomeOf(answers.departments) : undefined;
  return { ...answers, askedOn, vetoes: vetoesOf(item, answers), ...(outcome && { outcome }) };
}

/** What the application says of the answers; opinions count on the design as it is now. */
function saidSoFar(current: ApplicationRecord | undefined) {
  if (!current) return { asking: 1, opinions: [], stops: [], decidedOn: undefined };
  const { redesigns = 0, decision, stops } = current;
  const decidedOn = decision && dayOf(decision.at);
  return { asking: 1 + redesigns, opinions: opinionsOf(current), stops, decidedOn };
}

function askedOnOf(consulted: Consulted, calendar: WorkingCalendar): Day | undefined {
  const { current, startedOn } = consulted;
  // The new design is everybody's matter again.
  if (current?.redesignedAt !== undefined) return receiptDay(calendar, current.redesignedAt);
  // The clock of an umbrella may run long before anybody has applied for what it stands over.
  const handedIn = current?.acceptedAt ?? current?.submittedAt;
  if (startedOn !== undefined && handedIn !== undefined) {
    return laterOf(startedOn, receiptDay(calendar, handedIn));
  }
  return askedBeforeReview(consulted, calendar);
}

/** An opinion item is asked for as soon as it can be; another once somebody has answered unasked. */
function askedBeforeReview(
  { item, current, readyOn, dossier: { opening } }: Consulted,
  calendar: WorkingCalendar,
): Day | undefined {
  const days = (current?.opinions ?? []).map(({ at }) => dayOf(at));
  if (item.kind === 'opinion' && readyOn !== undefined && opening) {
    days.push(receiptDay(calendar, laterOf(readyOn, opening.on)));
  }
  return days.length === 0 ? undefined : days.reduce(earlierOf);
}

function opinionsOf({
  redesignedAt: since,
  opinions,
}: ApplicationRecord): ApplicationRecord['opinions'] {
  if (since === undefined) return opinions;
  return opinions.filter(({ at }) => toMillis(at) >= toMillis(since));
}

/** Nothing while one is silent or says no. */
function outcomeOf(
  departments: readonly DepartmentAssessment[],
): NonNullable<Consultation['outcome']> {
  const states = departments.map(({ state }) => state);
  if (states.includes('asked') || states.includes('disagree')) return { state: 'inReview' };
  const on = departments.map(answeredOn).reduce(laterOf);
  if (states.includes('deemedConsent')) return { state: 'deemedConsent', on };
  return { state: states.includes('conditional') ? 'approvedWithConditions' : 'approved', on };
}

const answeredOn = ({ state, answeredAt, deemedOn, askedOn }: DepartmentAssessment): Day => {
  if (state === 'deemedConsent') return deemedOn ?? askedOn;
  return answeredAt === undefined ? askedOn : dayOf(answeredAt);
};

const vetoesOf = ({ veto }: ItemTemplate, { departments }: Answers): string[] =>
  veto ? departments.flatMap((one) => (one.state === 'disagree' ? one.department : [])) : [];
