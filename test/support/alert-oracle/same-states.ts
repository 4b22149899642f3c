import type { CaseCommand } from '../../../domain/alert/fact.ts';
import { addWorkingDays } from '../../../domain/calendar.ts';
import { momentOn } from '../../../domain/office-hours.ts';
import { fromMillis, toMillis, type Day, type Instant } from '../../../domain/time.ts';
import { createDice } from '../dice.ts';
import { calendar } from '../following.ts';
import type { Alertmanager } from './alertmanager.ts';
import { compareSlot, type Slot } from './compare-slot.ts';
import { createOurTelling } from './our-telling.ts';
import { nameOf, PROJECTS, signalOf, type State } from './states.ts';
import { createTheirTelling } from './their-telling.ts';
import { aSnooze, closings, firstStates, nextStates } from './what-happens.ts';

const FIRST_DAY: Day = '2026-03-04';
const NEWS_AT = '10:00';

/**
 * Lives through the same states with our core and with Alertmanager, a working day each: causes come,
 * are repeated, get worse and better, go and return, stages turn red, people snooze and close. Of
 * each day two slots: the morning, when snoozes end, and the news.
 */
export async function liveThroughSameStates(
  alertmanager: Alertmanager,
  { seed, days }: { seed: number; days: number },
): Promise<Slot[]> {
  const world: World = {
    ...{ ours: createOurTelling(), theirs: createTheirTelling(alertmanager), alertmanager },
    ...{ dice: createDice(seed), states: new Map(), snoozes: new Map() },
  };
  const slots: Slot[] = [];
  for (let nth = 0; nth < days; nth += 1) {
    const day = addWorkingDays(calendar, FIRST_DAY, nth).day;
    slots.push(await morning(world, day), await news(world, day));
    const now = momentOn(day, '16:00');
    settle(world, now, closings(world.ours.cases(), world.dice, now));
  }
  return slots;
}

/** Both ways of telling and what they are given. */
interface World {
  ours: ReturnType<typeof createOurTelling>;
  theirs: ReturnType<typeof createTheirTelling>;
  alertmanager: Alertmanager;
  dice: (n: number) => number;
  states: Map<string, State>;
  /** Until when each is snoozed with us, and silenced with them. */
  snoozes: Map<string, { state: State; until: Day }>;
}

async function morning(world: World, day: Day): Promise<Slot> {
  const { ours, theirs, snoozes } = world;
  const over = [...snoozes].filter(([, { until }]) => until <= day);
  const ended = new Map<string, { early: boolean }>();
  for (const [name, { state }] of over) {
    const one = ours.caseOf(state.project, state.signal);
    ended.set(name, { early: one?.snoozed === undefined });
    snoozes.delete(name);
  }
  if (over.length > 0) await theirs.endSilences([...ended.keys()]);
  const rung = ours.advance(momentOn(day, NEWS_AT));
  return compareSlot(world, { name: `${day} morning`, rung, ended, hidden: [] });
}

async function news(world: World, day: Day): Promise<Slot> {
  const { ours, theirs, states, snoozes, dice } = world;
  const now = momentOn(day, NEWS_AT);
  const hidden = ours.cases().filter(({ one }) => one.hiddenBy !== undefined);
  const changes = states.size === 0 ? firstStates(dice) : nextStates(dice);
  const changed = new Set(changes.map(nameOf));
  const calm = ours.cases().filter(({ project, one }) => {
    const name = nameOf({ project, signal: one.id });
    return !changed.has(name) && !snoozes.has(name);
  });
  const snooze = aSnooze(calm, dice, now);
  if (snooze) {
    snoozes.set(nameOf(snooze.state), snooze);
    await theirs.silence(snooze.state);
  }
  for (const state of changes) states.set(nameOf(state), state);
  settle(world, now, snooze ? [snooze.act] : []);
  for (const seconds of [5, 10]) settle(world, later(now, seconds));
  await theirs.take(changes);
  await theirs.repeat();
  // What climbs on the same day comes hours later.
  const rung = ours.advance(later(now, 60));
  const names = hidden.map(({ project, one }) => nameOf({ project, signal: one.id }));
  return compareSlot(world, { name: `${day} news`, rung, ended: new Map(), hidden: names });
}

function settle({ ours, states }: World, now: Instant, acts: readonly CaseCommand[] = []): void {
  for (const project of PROJECTS) {
    const holding = [...states.values()].filter(
      (state) => state.project === project && state.colour !== 'green',
    );
    const own = acts.filter(({ data }) => data.alertId.startsWith(`alert/${project.code}/`));
    ours.settle(project, now, holding.map(signalOf), own);
  }
}

const later = (at: Instant, seconds: number): Instant => fromMillis(toMillis(at) + seconds * 1000);
