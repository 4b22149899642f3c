import type { Dependency, PlannedMilestone, Registration } from '../../../domain/fact.ts';
import { addDays, type Day } from '../../../domain/time.ts';
import type { Chance } from './seeded.ts';

/** The day on which a run begins; during the run it becomes the next. */
export const TODAY: Day = '2026-06-16';

/** Whose dates turn a colour at the midnight of the run; nobody reports them by hand. */
export const TIMED = 'energised';

// Days from today at which a due day turns its colour by the next midnight: 14 before, on, 15 after.
const TURNS_AT_MIDNIGHT = [15, 0, -14];
// The same for red lines and their forecasts, and the days beside them: those may not turn.
const STEADY_OFFSETS = range(-70, 120).filter(
  (offset) => ![15, 0, -14, 31, 30, -6, -1, 1].includes(offset),
);

const MILESTONES = [
  'filed',
  'landSupplied',
  'planningPermit',
  'constructionPermit',
  'groundbreaking',
  'toppedOut',
  'equipmentIn',
  TIMED,
  'accepted',
  'trialProduction',
  'production',
  'fullOutput',
];
const RED_LINES = ['groundbreaking', 'production'];

const codeOf = (nth: number): string => `flt-${String(nth).padStart(2, '0')}`;

/** Registrations of so many projects; every tenth waits for the one before it. */
export function makePark(chance: Chance, projects: number): Registration[] {
  return range(1, projects).map((nth) => ({
    code: codeOf(nth),
    name: `故障演练项目 ${nth}`,
    investor: '演练企业',
    kind: 'greenfield_industrial',
    template: 'greenfield_fast',
    pipeline: false,
    priority: 'key',
    manager: `pm-${nth}`,
    phases: [],
    milestones: planOf(chance),
    dependencies: nth % 10 === 0 ? [dependencyOn(codeOf(nth - 1))] : [],
  }));
}

function planOf(chance: Chance): PlannedMilestone[] {
  const signed = addDays(TODAY, -chance.int(200, 400));
  return [
    { code: 'signed', planned: signed, actual: signed },
    ...MILESTONES.map((code) => ({
      code,
      planned: addDays(TODAY, offsetOf(code, chance)),
      redLine: RED_LINES.includes(code),
    })),
  ];
}

function offsetOf(code: string, chance: Chance): number {
  const isTurning = chance.isLucky(0.5);
  return chance.pick(code === TIMED && isTurning ? TURNS_AT_MIDNIGHT : STEADY_OFFSETS);
}

const dependencyOn = (on: string): Dependency => ({
  on,
  milestone: TIMED,
  gates: 'trialProduction',
  type: 'blocks',
  lagDays: 5,
});

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, nth) => from + nth);
}
