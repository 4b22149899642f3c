import { createLevelBell } from '../../activities/level-bell.ts';
import { addDays, type Day } from '../../domain/time.ts';
import { savePeople } from '../../readmodel/people.ts';
import { Person } from '../../schemas/person.ts';
import { bringForward, handOvers, openAlerts, walked } from '../alert-times.ts';
import { untilApplied } from '../deliveries.ts';
import type { Engine } from '../engine.ts';
import { alarmingEvent } from '../events.ts';
import { atRate } from '../produce.ts';
import type { EngineRound, EngineScenario, Figures } from '../scenario.ts';
import type { Shape } from '../park.ts';
import { quantile } from '../statistics.ts';

/** How soon a person holds the message of a colour that changed while many alerts are open. */
export const ALERTS: EngineScenario = {
  name: 'alerts',
  on: 'engine',
  title: '10,000 open alerts',
  about:
    'Projects with ten late milestones each, so that 10,000 alerts wait with all steps of their ladders. Then ten projects a second, each with a manager of its own, report works that began without their permit; from the commit of the settle that turns them red to the commit of the delivery that a local receiver of the signed webhook has accepted. 20 s of that are the policy’s, in which the messages of a person are gathered. Last, the next step of some of the open alerts is brought forward and their workflows are rung, all at once, until the last is done.',
  figures: [
    { key: 'openAlerts', title: 'open alerts', unit: '' },
    { key: 'alertChanges', title: 'colour changes offered', unit: 'a second' },
    { key: 'handOverP50', title: 'from the change to the hand-over, p50', unit: 'ms' },
    { key: 'handOverP99', title: 'the same, p99', unit: 'ms' },
    { key: 'stepsWalked', title: 'due steps walked', unit: 'a second' },
  ],
  measure,
};

const ALERTS_A_PROJECT = 10;

async function measure(round: EngineRound): Promise<Figures> {
  const { engine, number, sizes } = round;
  if (number === 0) {
    await engine.park.open(Math.ceil(sizes.openAlerts / ALERTS_A_PROJECT), late);
    await walked(engine.pool);
  }
  const alerts = await openAlerts(engine.pool);
  const changed = await changes(round);
  const handedOver = await handOvers(engine.pool, changed);
  await engine.park.settled();
  return {
    openAlerts: alerts,
    alertChanges: sizes.alertsASecond,
    handOverP50: quantile(handedOver, 0.5),
    handOverP99: quantile(handedOver, 0.99),
    stepsWalked: await stepsWalked(engine, sizes.alertSteps),
  };
}

/** Colours that change at the stated rate; gives the projects. */
async function changes({ engine, number, sizes }: EngineRound): Promise<string[]> {
  const source = `/site/bench-alerts-${number}`;
  const projects = await engine.park.open(sizes.alerts, quiet);
  const people = projects.map((code) => aManager(code));
  for (const person of people) await savePeople(engine.pool, [person]);
  await atRate({ count: projects.length, aSecond: sizes.alertsASecond }, async (nth) => {
    await engine.sink.publish([alarmingEvent(projects[nth] ?? '', source)]);
  });
  await untilApplied(engine.pool, source, projects.length);
  return projects;
}

// What is so at a registration is stock, told in one digest; these are about what comes as news.
const goLive = (today: Day): Day => addDays(today, -IN_USE_DAYS);

const IN_USE_DAYS = 365;

const managerOf = (code: string): string => `manager-of-${code}`;

const aManager = (code: string): Person => {
  const id = managerOf(code);
  return Person.parse({ id, name: id, addresses: { webhook: id }, channels: ['webhook'] });
};

// Whom no other project disturbs: three messages a day are all that a person gets.
const quiet: Shape = (code, _nth, today) => ({
  manager: managerOf(code),
  goLive: goLive(today),
});

// Yellow: past their day, and not yet for a week.
const LATE = [
  ...['filed', 'landSupplied', 'planningPermit', 'constructionPermit', 'groundbreaking'],
  ...['toppedOut', 'equipmentIn', 'energised', 'accepted', 'production'],
];
const LATE_BY_DAYS = 3;

// Nobody is told at first, so that setting up takes minutes; each next step tells the leader.
const late: Shape = (_code, nth, today) => ({
  goLive: goLive(today),
  manager: undefined,
  patron: `leader-${nth % 10}`,
  milestones: [
    { code: 'signed', planned: addDays(today, -120), actual: addDays(today, -120) },
    ...LATE.map((code) => ({ code, planned: addDays(today, -LATE_BY_DAYS) })),
  ],
});

async function stepsWalked({ pool, temporal, park }: Engine, count: number): Promise<number> {
  const bell = createLevelBell(temporal);
  const alerts = await bringForward(pool, count);
  const begin = Date.now();
  const waiting = alerts.values();
  const lanes = Array.from({ length: LANES }, async () => {
    for (const one of waiting) await bell.ring({ ...one, kind: 'alert' });
  });
  await Promise.all(lanes);
  const last = await walked(pool);
  await park.settled();
  return (alerts.length * 1_000) / (last - begin);
}

const LANES = 16;
