import type { AssessedInstruction } from './assessment.ts';
import type { Dossier, Instruction } from './dossier.ts';
import { present } from './present.ts';

/** 批示 and needs for coordination as they stand: open ones first, then by the day on which they are due; none where there was never any. */
export function assessInstructions({ instructions }: Dossier): AssessedInstruction[] | undefined {
  const all = Object.values(instructions);
  if (all.length === 0) return undefined;
  return all.map(assessed).sort(byUrgency);
}

function assessed(instruction: Instruction): AssessedInstruction {
  const { id, need, alertId, text, owner, due, by, writtenBy, on, update, doneOn } = instruction;
  const last = update && { day: update.day, text: update.text, by: update.by };
  return present({ id, need, alertId, text, owner, due, by, writtenBy, on, update: last, doneOn });
}

function byUrgency(a: AssessedInstruction, b: AssessedInstruction): number {
  const keyOf = ({ doneOn, due, id }: AssessedInstruction): string =>
    [doneOn === undefined ? '0' : '1', due, id].join(' ');
  return keyOf(a) < keyOf(b) ? -1 : 1;
}
