import type { Registration } from '../../../domain/fact.ts';
import { addDays } from '../../../domain/time.ts';
import { TODAY } from './park.ts';
import type { Chance } from './seeded.ts';

/** What a person must hear, whenever they ask and whatever is broken meanwhile. */
export type Expected = 'accepted' | { refused: string };

/** A command of a person, or a registration, as the API takes it. */
export interface PersonsCommand {
  /** Since the run began; those of one project are given one after another in this order. */
  atMs: number;
  project: string;
  path: string;
  body: { commandId: string; type?: string } & Record<string, unknown>;
  expected: Expected;
  /** When the same command is given again, each to be answered as the first. */
  repeatedAtMs: number[];
}

type Act = [type: string, data: object, expected: Expected, role?: string, person?: string];

const day = (offset: number) => addDays(TODAY, offset);
const refused = (code: string): Expected => ({ refused: code });

/** What a person may do in one sitting, each with answers that do not depend on what arrives meanwhile. */
const SITTINGS: readonly (readonly Act[])[] = [
  [
    ['forecast', { milestone: 'production', date: day(150) }, 'accepted'],
    ['forecast', { milestone: 'production', date: day(-40) }, refused('INVALID_PERIOD')],
    ['forecast', { milestone: 'production', date: day(170) }, 'accepted'],
  ],
  [
    ['requestPlanChange', { changeId: 'x', milestone: 'fullOutput', to: day(500) }, 'accepted'],
    ['approvePlanChange', { changeId: 'x' }, refused('SAME_PERSON')],
    ['approvePlanChange', { changeId: 'x' }, refused('ROLE_TOO_LOW'), 'team', 'other'],
    ['approvePlanChange', { changeId: 'x' }, 'accepted', 'mainLeader', 'other'],
  ],
  [
    ['requestPlanChange', { changeId: 'y', milestone: 'production', to: day(400) }, 'accepted'],
    ['refusePlanChange', { changeId: 'y' }, 'accepted', 'mainLeader', 'other'],
    ['refusePlanChange', { changeId: 'y' }, refused('UNKNOWN_CHANGE'), 'mainLeader', 'other'],
  ],
  [
    ['pause', { from: day(-20) }, 'accepted'],
    ['pause', { from: day(-10) }, refused('ALREADY_PAUSED')],
    ['resume', { on: day(-5) }, 'accepted'],
  ],
  [
    ['pause', { from: day(-20) }, 'accepted'],
    ['assign', { post: 'deputy', person: 'deputy-2', from: day(-3) }, 'accepted'],
  ],
  [
    ['terminate', {}, refused('ROLE_TOO_LOW'), 'projectManager'],
    ['terminate', {}, 'accepted'],
    ['forecast', { milestone: 'production', date: day(90) }, refused('PROJECT_CLOSED')],
  ],
  [
    ['terminate', {}, 'accepted'],
    ['reopen', {}, 'accepted'],
    ['reopen', {}, refused('NOT_CLOSED')],
  ],
  [
    ['recordMilestone', { milestone: 'companyRegistered', date: day(-90) }, 'accepted', 'team'],
    [
      'recordMilestone',
      { milestone: 'companyRegistered', date: day(-80) },
      refused('ALREADY_REACHED'),
    ],
    ['recordMilestone', { milestone: 'moonLanding', date: day(-80) }, refused('UNKNOWN_MILESTONE')],
  ],
];
const REPEATED_SHARE = 0.5;
const LATER_MS = 15_000;
const CONFLICTS = 3;

/** So many commands of people, spread over `spanMs`; a sitting has a project for itself. */
export function makeCommands(
  chance: Chance,
  { commands, projects, spanMs }: { commands: number; projects: readonly string[]; spanMs: number },
): PersonsCommand[] {
  const given: PersonsCommand[] = [];
  for (const [sitting, project] of chance.shuffled(projects).entries()) {
    if (given.length >= commands) break;
    const acts = SITTINGS[sitting % SITTINGS.length] ?? [];
    const beginsMs = chance.int(0, Math.floor(spanMs * 0.8));
    given.push(...acts.map((act, nth) => commandOf(chance, { act, project, beginsMs, nth })));
  }
  const first = given.slice(0, commands - CONFLICTS);
  const accepted = first.filter(({ expected }) => expected === 'accepted');
  return [...first, ...chance.shuffled(accepted).slice(0, CONFLICTS).map(otherwise)];
}

/** Registrations as commands: most before anything else, every sixth while events already came for it. */
export function makeRegistrations(
  chance: Chance,
  park: readonly Registration[],
  spanMs: number,
): PersonsCommand[] {
  return park.map((registration, nth) => ({
    atMs: isLate(nth) ? chance.int(0, Math.floor(spanMs * 0.6)) : 0,
    project: registration.code,
    path: '/projects',
    body: { commandId: `register-${registration.code}`, ...by('administrator'), registration },
    expected: 'accepted',
    repeatedAtMs: chance.isLucky(0.1) ? [chance.int(Math.floor(spanMs * 0.7), spanMs)] : [],
  }));
}

/** Whether the project of that place in the park is registered only during the run. */
export const isLate = (nth: number): boolean => nth % 6 === 5;

// Somebody takes an id that was used: nothing may come of it.
function otherwise(command: PersonsCommand): PersonsCommand {
  return {
    ...command,
    atMs: command.atMs + 1_000,
    body: { ...command.body, reason: '另有原因' },
    expected: refused('COMMAND_CONFLICT'),
    repeatedAtMs: [],
  };
}

function commandOf(
  chance: Chance,
  { act, project, beginsMs, nth }: { act: Act; project: string; beginsMs: number; nth: number },
): PersonsCommand {
  const [type, data, expected, role = 'mainLeader', person = role] = act;
  const atMs = beginsMs + nth * 2_000;
  return {
    atMs,
    project,
    path: `/projects/${project}/commands`,
    body: { commandId: `${project}-${nth}`, type, ...by(role, person), ...data },
    expected,
    repeatedAtMs: chance.isLucky(REPEATED_SHARE) ? [atMs + chance.int(100, LATER_MS)] : [],
  };
}

const by = (role: string, id = role) => ({ actor: { id, role }, reason: '按需' });
