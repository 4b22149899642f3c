import { ACTIVITIES, type Fault } from '../oracle/plan.ts';
import type { FaultRecord } from './inject.ts';
import type { End } from './keeper.ts';

// Sources send some ten messages a second, people look four times a second.
const LEAST_MEANWHILE = 3;

/** Why a run proves too little, or a process ended that nobody killed: a sentence each. */
export function judgeRun(records: readonly FaultRecord[], ends: readonly End[]): string[] {
  return [
    ...records.flatMap(judgeMeanwhile),
    ...records.flatMap(({ fault, lost }) =>
      lost === undefined ? [] : [`nobody mended it after ${nameOf(fault)}: ${lost}`],
    ),
    ...ends
      .filter(({ byUs, wasReady }) => !byUs && wasReady)
      .map(({ name, code, signal }) => `${name} ended by itself (${String(code ?? signal)})`),
  ];
}

function judgeMeanwhile({ fault, meanwhile }: FaultRecord): string[] {
  const all = ACTIVITIES.reduce((sum, activity) => sum + meanwhile[activity], 0);
  const worked = fault.goesOn === undefined ? all : meanwhile[fault.goesOn];
  if (worked >= LEAST_MEANWHILE) return [];
  return [`nothing went on while ${nameOf(fault)}: ${worked} ${fault.goesOn ?? 'successes'}`];
}

/** A fault in words. */
export function nameOf({ target, how }: Pick<Fault, 'target' | 'how'>): string {
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
