import { onOrAfter } from '../calendar.ts';
import type { WorkingCalendar } from '../definitions.ts';
import type { Horizon } from '../horizon.ts';
import { present } from '../present.ts';
import type { Day } from '../time.ts';
import { addDays, earlierOf, laterOf, toMillis } from '../time.ts';
import type { ApprovalAssessment, DepartmentAssessment } from './assessment.ts';
import { count } from './clocks.ts';
import type { ApprovalDossier, Confirmed } from './dossier.ts';
import type { Duration } from './limits.ts';
import type { ClockStop, Opinion } from './record.ts';
import type { ItemTemplate, SilentConsent } from './template.ts';
import { startBefore } from './work-days.ts';

/** One round of asking all departments of an item for their opinions. */
export interface Asking {
  item: Pick<ItemTemplate, 'id' | 'kind' | 'authority' | 'departments' | 'silentConsent'>;
  round: number;
  /** Which time they are asked in this round: each design anew, from 1. */
  asking: number;
  /** The day on which all of them were asked. */
  askedOn: Day;
  /** How long they have, where nothing is said about silence. */
  promised?: Duration | undefined;
  opinions: readonly Opinion[];
  stops: readonly ClockStop[];
  /** When the lead decided: no silence counts from then on. */
  decidedOn?: Day | undefined;
  dossier: Pick<ApprovalDossier, 'announcements' | 'confirmations'>;
}

type Announcement = ApprovalAssessment['announcements'][number];

/** How each department stands, by name, and which announcements of a deemed consent are owed today. */
export interface Answers {
  departments: DepartmentAssessment[];
  owed: Announcement[];
  /** A date rests on a year without a calendar table. */
  estimated: boolean;
}

/** Who has answered, who is silent, and whose silence counts as consent by a rule that can be named. */
export function answersOf(asking: Asking, calendar: WorkingCalendar, horizon: Horizon): Answers {
  const names = new Set([
    ...asking.item.departments,
    ...asking.opinions.map(({ department }) => department),
  ]);
  const all = [...names].map((name) => answerOf(name, asking, calendar, horizon));
  return {
    departments: all.map(({ department }) => department),
    owed: all.flatMap(({ owed }) => owed ?? []),
    estimated: all.some(({ estimated }) => estimated),
  };
}

interface Answer {
  department: DepartmentAssessment;
  owed?: Announcement | undefined;
  estimated: boolean;
}

function answerOf(
  name: string,
  asking: Asking,
  calendar: WorkingCalendar,
  horizon: Horizon,
): Answer {
  const { askedOn, opinions, asking: nth } = asking;
  const said = opinions.findLast(({ department }) => department === name);
  const announced = announcementsTo(name, asking).map(({ ahead, on }) => ({ ahead, on }));
  const base = { department: name, askedOn, ...(nth > 1 && { asking: nth }), announced };
  const rule = ruleFor(asking);
  const limit: Duration | undefined = rule
    ? { n: rule.afterWorkingDays, unit: 'wd' }
    : asking.promised;
  if (!limit) return { department: answered(base, said), estimated: false };
  const { due, estimated } = dueOf(limit, asking, calendar, horizon.today);
  const dated = { ...base, due };
  if (!rule) return { department: answered(dated, said), estimated };
  const silence = silenceOf(name, { ...asking, due }, calendar);
  const heard = said && isInTime(said, silence.deemedOn) ? said : undefined;
  if (heard || silence.revoked) {
    return { department: answered(dated, heard ?? said), estimated };
  }
  return {
    ...silentOne({ ...dated, ...silence, rule: rule.rule }, said, asking, calendar, horizon),
    estimated,
  };
}

/** The rule by which silence counts: for opinions only, and only where they were asked for after it came into force. */
function ruleFor({ item, askedOn }: Asking): SilentConsent | undefined {
  const { kind, silentConsent } = item;
  if (kind !== 'opinion' || !silentConsent) return undefined;
  return silentConsent.effectiveFrom <= askedOn ? silentConsent : undefined;
}

function dueOf(limit: Duration, { askedOn, stops }: Asking, calendar: WorkingCalendar, today: Day) {
  const { clock } = count({ kind: 'promised', limit, from: askedOn, stops }, calendar, today);
  return { due: clock.due, estimated: clock.estimated };
}

const announcementsTo = (name: string, { item, round, dossier, askedOn }: Asking) =>
  (dossier.announcements[`${item.id}/${round}/${name}`] ?? []).filter(({ on }) => on >= askedOn);

function answered(
  base: Omit<DepartmentAssessment, 'state'>,
  said: Opinion | undefined,
): DepartmentAssessment {
  return said ? { ...base, state: said.opinion, answeredAt: said.at } : { ...base, state: 'asked' };
}

interface Silence {
  /** None until the last announcement has been made. */
  deemedOn?: Day | undefined;
  revoked: boolean;
}

function silenceOf(
  name: string,
  asking: Asking & { due: Day },
  calendar: WorkingCalendar,
): Silence {
  const last = announcementsTo(name, asking).find(({ ahead }) => ahead === 1);
  const revoked = returnedBy(name, asking)?.decision === 'return';
  if (!last) return { revoked };
  // However late it was announced, a whole working day is left to answer, and no date is taken back.
  const told = laterOf(last.due, onOrAfter(calendar, addDays(last.on, 1)).day);
  return { revoked, deemedOn: addDays(laterOf(asking.due, told), 1) };
}

/** What a person said last of this department's silence in this round. */
const returnedBy = (name: string, { item, dossier, askedOn }: Asking): Confirmed | undefined =>
  dossier.confirmations.findLast(
    ({ about, item: of, department = name, on }) =>
      about === 'deemedConsent' && of === item.id && department === name && on >= askedOn,
  );

/** An answer of before the silence counted stands, whenever it became known. */
const isInTime = ({ at }: Opinion, deemedOn: Day | undefined): boolean =>
  deemedOn === undefined || toMillis(at) < toMillis(deemedOn);

function silentOne(
  silent: Omit<DepartmentAssessment, 'state' | 'deemedOn'> & Silence & { due: Day; rule: string },
  late: Opinion | undefined,
  { item, round, decidedOn }: Asking,
  calendar: WorkingCalendar,
  horizon: Horizon,
): Omit<Answer, 'estimated'> {
  const { deemedOn, department: name, askedOn, due, announced, rule } = silent;
  const isDeemed =
    deemedOn !== undefined && deemedOn <= earlierOf(horizon.today, decidedOn ?? horizon.today);
  if (deemedOn !== undefined) horizon.at(deemedOn);
  const department: DepartmentAssessment = present({
    department: name,
    askedOn,
    asking: silent.asking,
    due,
    announced,
    rule,
    deemedOn,
    state: isDeemed ? ('deemedConsent' as const) : ('asked' as const),
    answeredAt: late?.at,
  });
  const isOver = isDeemed || decidedOn !== undefined;
  const ahead = isOver ? undefined : aheadOwed(silent, calendar, horizon);
  return {
    department,
    owed: ahead && { item: item.id, round, department: name, ahead, due },
  };
}

// Announced three and one working days before the last day; the earlier one is left out once the later is due.
function aheadOwed(
  { due, announced }: Pick<DepartmentAssessment, 'announced'> & { due: Day },
  calendar: WorkingCalendar,
  horizon: Horizon,
): 3 | 1 | undefined {
  const before = (n: 3 | 1): Day => startBefore(calendar, due, { n, unit: 'wd' });
  const days = { 3: before(3), 1: before(1) };
  horizon.at(days[3]);
  horizon.at(days[1]);
  const isMade = (ahead: 3 | 1): boolean => announced.some((one) => one.ahead === ahead);
  if (horizon.today >= days[1]) return isMade(1) ? undefined : 1;
  return horizon.today >= days[3] && !isMade(3) ? 3 : undefined;
}
