import { ACTIVITIES, type Fault, type Target } from '../oracle/plan.ts';
import type { FaultRecord } from './inject.ts';
import type { End } from './keeper.ts';

// Sources send some ten messages a second, people look four times a second: this is far below both.
const LEAST_A_SECOND = 1;
const LEAST = 3;
/** Facts that must take effect in a run while something is away that they don't need. */
const LEAST_APPLIED = 3;
const NOT_NEEDED: readonly Target[] = ['worker', 'api', 'temporal'];

/** Why a run proves too little, or what ended or stayed away that should not: a sentence each. */
export function judgeRun(records: readonly FaultRecord[], ends: readonly End[]): string[] {
  return [
    ...records.flatMap(judgeMeanwhile),
    ...judgePlanned(records),
    ...judgeApplied(records),
    ...judgeCaught(records),
    ...records.flatMap(({ fault, lost }) =>
      lost === undefined ? [] : [`nobody mended it after ${nameOf(fault)}: ${lost}`],
    ),
    ...ends
      .filter(({ byUs, wasReady }) => !byUs && wasReady)
      .map(({ name, code, signal }) => `${name} ended by itself (${String(code ?? signal)})`),
  ];
}

// One that waited for its target to be at work meets other faults than the plan knows of.
const LATE_MS = 2_000;
const cameAsPlanned = ({ fault, beganMs }: FaultRecord): boolean => beganMs - fault.atMs < LATE_MS;

function judgeMeanwhile(record: FaultRecord): string[] {
  const { fault, meanwhile, beganMs, recoveredMs } = record;
  if (!cameAsPlanned(record)) return [];
  const least = Math.min(LEAST, Math.floor(((recoveredMs - beganMs) / 1_000) * LEAST_A_SECOND));
  const all = ACTIVITIES.reduce((sum, activity) => sum + meanwhile[activity], 0);
  const worked = fault.goesOn === undefined ? all : meanwhile[fault.goesOn];
  if (worked >= least) return [];
  return [`nothing went on while ${nameOf(fault)}: ${worked} ${fault.goesOn ?? 'successes'}`];
}

/** Whether so many faults waited for their target that the run proves little; a slower one may do. */
export const isTooBusy = (records: readonly FaultRecord[]): boolean =>
  records.filter(cameAsPlanned).length * 2 < records.length;

function judgePlanned(records: readonly FaultRecord[]): string[] {
  if (!isTooBusy(records)) return [];
  const planned = records.filter(cameAsPlanned).length;
  return [`only ${planned} of ${records.length} faults came as planned: the machine is too busy`];
}

function judgeApplied(records: readonly FaultRecord[]): string[] {
  const applied = records
    .filter(({ fault: { target } }) => NOT_NEEDED.includes(target))
    .reduce((sum, { meanwhile }) => sum + meanwhile.applied, 0);
  if (applied >= LEAST_APPLIED) return [];
  return [`only ${applied} facts took effect while ${NOT_NEEDED.join(', ')} were away`];
}

function judgeCaught(records: readonly FaultRecord[]): string[] {
  const atWork = records.filter(({ fault }) => fault.how === 'killAtWork');
  if (atWork.length < 2 || atWork.some(({ caught }) => caught === true)) return [];
  return ['no gateway was caught at work: the points where it is held up are of no use'];
}

function nameOf({ target, how }: Pick<Fault, 'target' | 'how'>): string {
  return WORDS[how].replace('it', target);
}

const WORDS: Record<Fault['how'], string> = {
  kill: 'it was killed',
  killAtWork: 'it was killed at work',
  freeze: 'it was frozen',
  stop: 'it was stopped',
  loseData: 'it lost its data',
  empty: 'it was emptied',
};
