import { PERSONAL_CHANNELS } from '../../activities/channels/channel.ts';
import type { CaseCommandType } from '../../domain/alert/fact.ts';
import { onOrAfter } from '../../domain/calendar.ts';
import type { Actor, Fact, FactOf, Registration } from '../../domain/fact.ts';
import { addOfficeHours, momentOn } from '../../domain/office-hours.ts';
import {
  addDays,
  fromMillis,
  laterOf,
  toMillis,
  type Day,
  type Instant,
} from '../../domain/time.ts';
import { decode, encode } from '../../gateway/codec.ts';
import { answersTo } from '../../gateway/played-answers.ts';
import { memberOf } from '../../readmodel/people.ts';
import { definitionsFor, loadDefinitions } from '../../schemas/definitions.ts';
import { toFact } from '../../schemas/to-fact.ts';
import { withoutActuals } from '../../workers/sample-park.ts';
import { walkAlerts, type Authorities, type Habits } from './alert-year.ts';
import type { Happening } from './followed-project.ts';
import type { Message } from './mailboxes.ts';
import { parkEntries, parkHistory, parkPeople } from './sample-park.ts';
import { shippedCalendar as calendar } from './shipped-calendar.ts';

/** When the sample park begins: 2026-01-15 09:00 in Shanghai. */
const PARK_BEGINS: Instant = '2026-01-15T01:00:00.000Z';
const FIRST_DAY: Day = '2026-01-15';

const MEMBERS = parkPeople().map((one) => {
  const { channels, addresses, quiet } = one;
  return { ...memberOf(one), channels, addresses, quiet };
});

/** The codes of its projects. */
export const PARK_CODES: readonly string[] = parkEntries().map(
  ({ registration }) => registration.code,
);

interface ParkYear {
  /** Whose approvals are followed: they take most of the time. By default all. */
  approvalsOf?: readonly string[];
  /** What happens beside. */
  more?: readonly Happening[];
}

/**
 * The sample park for some time from its first day, with its approvals: milestones come near their
 * planned days, some of them late; authorities answer within days, as they are played; and people do
 * what messages ask of them, most of them soon.
 */
export function walkPark(until: Instant, { approvalsOf = PARK_CODES, more = [] }: ParkYear = {}) {
  const projects = parkEntries().map(({ registration: listed }) => {
    const registration = withoutActuals(listed);
    const { approval, ...definitions } = definitionsFor(catalogue, registration);
    const isFollowed = approval !== undefined && approvalsOf.includes(registration.code);
    return { registration, definitions: { ...definitions, ...(isFollowed && { approval }) } };
  });
  const history = parkHistory(PARK_BEGINS);
  const happenings = projects.flatMap(({ registration }) => {
    const past = history.get(registration.code) ?? [];
    return [
      ...[registered(registration), ...past].map((fact) => happens(registration.code, fact)),
      ...milestonesToCome(registration, past),
    ];
  });
  const all = [...happenings, ...more];
  const [{ alerting } = {}] = projects.map(({ definitions }) => definitions.policy);
  if (!alerting) throw new Error('The policy of the park tells nobody');
  const people = {
    habits,
    authorities,
    members: MEMBERS,
    channels: PERSONAL_CHANNELS,
    calendar,
    alerting,
  };
  return walkAlerts({ projects, happenings: all, ...people }, until);
}

const catalogue = loadDefinitions();
const items = new Map(
  [...catalogue.approvals.values()].flatMap((template) =>
    template.items.map((one) => [one.id, one]),
  ),
);
const DAY_MS = 86_400_000;

/** Each step of an authority takes one to three days; its systems send at any hour. */
const authorities: Authorities = (request, now) => {
  const item = items.get(request.data.item);
  if (!item) return [];
  return answersTo(request, { item, fromMs: toMillis(now), beatMs: DAY_MS }).map(
    ({ atMs, event }) => {
      const decoded = decode(encode(event, 'structured'));
      if (!decoded.ok) throw new Error(`${request.id}: ${decoded.detail}`);
      const at = fromMillis(atMs);
      const project = request.data.projectCode;
      return { at, project, fact: toFact(decoded.event, at), request: request.id };
    },
  );
};

const happens = (project: string, fact: Fact): Happening => ({
  at: laterOf(fact.arrivedAt, PARK_BEGINS),
  project,
  fact,
});

function registered(registration: Registration): Fact {
  const data = {
    actor: { id: 'list', role: 'administrator' as const },
    reason: '导入',
    registration,
  };
  return said('command.register.v1', PARK_BEGINS, data);
}

// By how many days milestones come after their planned day; most come in time.
const DELAYS = [-4, 0, 0, -1, 3, 0, 9, 0, -2, 0, 20, 0, 0, 6];
const TOLD_AT = '15:20';

function milestonesToCome({ code, milestones }: Registration, past: readonly Fact[]): Happening[] {
  const known = new Set(past.flatMap(milestonesOf));
  return milestones.flatMap(({ code: milestone, planned }, nth): Happening[] => {
    if (known.has(milestone)) return [];
    const delay = DELAYS[(number(code) + nth) % DELAYS.length] ?? 0;
    const day = laterOf(addDays(planned, delay), addDays(FIRST_DAY, 5 + delay));
    // The park's old deeds are in its history; what it lacks of them is no news of this year.
    if (planned < addDays(FIRST_DAY, -60)) return [];
    const at = momentOn(onOrAfter(calendar, day).day, TOLD_AT);
    const data = {
      actor: TEAM,
      reason: '现场核实',
      milestone,
      date: day,
      documentNo: `${code}-${milestone}`,
    };
    return [{ at, project: code, fact: said('command.recordMilestone.v1', at, data) }];
  });
}

const milestonesOf = ({ data }: Fact): string[] =>
  'milestoneCode' in data ? [data.milestoneCode] : [];

const TEAM: Actor = { id: '专班负责人-01', role: 'team' };
const number = (code: string): number => Number(code.slice(-3));

// Of ten messages one is answered by nobody, and two late.
const ANSWER_HOURS = [1, 2, 1, 6, 2, undefined, 1, 2, 9, 3];

/** Managers acknowledge most alerts soon; what is cleared is verified and approved the day after it was asked. */
const habits: Habits = ({ at, person, told }: Message, caseOf) =>
  told.flatMap(({ project, alert, kind }): Happening[] => {
    const one = caseOf(project, alert);
    if (!one || kind !== 'notify') return [];
    const hours = ANSWER_HOURS[(number(project) + one.episode + one.plan) % ANSWER_HOURS.length];
    const alertId = `alert/${project}/${alert}`;
    const act = (type: CaseCommandType, after: number, role: Actor['role'], more: object) => {
      const when = addOfficeHours(calendar, at, after).at;
      const data = { actor: { id: person, role }, reason: '处理', alertId, ...more };
      // `as`: each caller below gives what its act takes
      return [{ at: when, project, fact: said(type, when, data as never) }];
    };
    if (one.state === 'toVerify') {
      return act('command.verify.v1', 7, 'supervision', {
        decision: 'accept',
        evidence: '现场核实',
      });
    }
    if (one.state === 'toApprove') {
      return act('command.close.v1', 7, 'divisionLeader', { decision: 'accept' });
    }
    if (one.state !== 'open' || !person.startsWith('项目经理') || hours === undefined) return [];
    return act('command.acknowledge.v1', hours, 'projectManager', { cause: 'contractor' });
  });

function said<T extends Fact['type']>(type: T, at: Instant, data: FactOf<T>['data']): Fact {
  const id = `${type} ${at} ${JSON.stringify(data)}`;
  // `as`: the type and its data belong together
  return { source: '/command', id, type, occurredAt: at, arrivedAt: at, data } as Fact;
}
