import type { AlertCase } from '../../../domain/alert/case.ts';
import type { CaseCommand } from '../../../domain/alert/fact.ts';
import { alertIdOf } from '../../../domain/alert/alert-id.ts';
import { addWorkingDays } from '../../../domain/calendar.ts';
import { dayOf, type Day, type Instant } from '../../../domain/time.ts';
import { aCommand, divisionLeader, person, team } from '../a-project.ts';
import { calendar } from '../following.ts';
import { LASTING, PROJECTS, SIGNALS, type State, type ToldProject } from './states.ts';

type Dice = (n: number) => number;
interface Owned {
  project: ToldProject;
  one: AlertCase;
}

/** Each project's lasting cause, and most of the others, all at once. */
export function firstStates(dice: Dice): State[] {
  return PROJECTS.flatMap((project) => [
    { project, signal: LASTING, colour: 'red' as const },
    ...SIGNALS.map((signal) => ({ project, signal, colour: anyColour(dice) })),
  ]);
}

/** Up to so many causes a day may change; some are what they were. */
const MOST_CHANGES = 5;

/** What some causes are now. */
export function nextStates(dice: Dice): State[] {
  const drawn = Array.from({ length: 1 + dice(MOST_CHANGES) }, () => {
    const signal = SIGNALS[dice(SIGNALS.length)] ?? LASTING;
    const project = PROJECTS[dice(PROJECTS.length)];
    return { project, signal, colour: anyColour(dice) };
  });
  const states = drawn.flatMap(({ project, ...rest }) => (project ? [{ project, ...rest }] : []));
  // Each cause once.
  return [
    ...new Map(states.map((state) => [`${state.project.code} ${state.signal}`, state])).values(),
  ];
}

const anyColour = (dice: Dice): State['colour'] =>
  (['green', 'yellow', 'yellow', 'red', 'red'] as const)[dice(5)] ?? 'green';

/** On most days a manager snoozes one of these, if any is open and told. */
export function aSnooze(
  cases: readonly Owned[],
  dice: Dice,
  now: Instant,
): { state: State; until: Day; act: CaseCommand } | undefined {
  const told = cases.filter(
    ({ one }) => one.id !== LASTING && one.state === 'open' && one.hiddenBy === undefined,
  );
  const chosen = dice(4) === 0 ? undefined : told[dice(Math.max(told.length, 1))];
  if (!chosen) return undefined;
  const { project, one } = chosen;
  const until = addWorkingDays(calendar, dayOf(now), 1 + dice(4)).day;
  const alertId = alertIdOf(project.code, one.id);
  const actor = person(project.manager, 'projectManager');
  return {
    // Its colour doesn't matter to a silence.
    state: { project, signal: one.id, colour: 'green' },
    until,
    act: aCommand('command.snooze.v1', now, { alertId, until, actor }),
  };
}

/** Half of what waits for it is verified, and approved the day after. */
export function closings(cases: readonly Owned[], dice: Dice, now: Instant): CaseCommand[] {
  return cases.flatMap(({ project, one }): CaseCommand[] => {
    const about = { alertId: alertIdOf(project.code, one.id), decision: 'accept' as const };
    if (one.state === 'toApprove') {
      return [aCommand('command.close.v1', now, { ...about, actor: divisionLeader })];
    }
    if (one.state !== 'toVerify' || dice(2) === 0) return [];
    return [aCommand('command.verify.v1', now, { ...about, actor: team, evidence: '现场核实' })];
  });
}
