import { addWorkingDays } from './calendar.ts';
import type { Instruction } from './dossier.ts';
import type { NoUpdateRule } from './policy-rules.ts';
import type { Setting } from './setting.ts';
import type { Row } from './signal.ts';
import { createSignal } from './signal.ts';
import type { Start } from './starts.ts';
import { colourFrom, startUpTo, waitFlips } from './starts.ts';
import type { Day } from './time.ts';
import { addDays } from './time.ts';

/** Open instructions (批示) and needs for coordination of which nobody has said for some working days how they stand. */
export function noUpdateSignals(setting: Setting): Row[] {
  const rule = setting.definitions.policy.rules.noUpdate;
  if (!rule) return [];
  return Object.values(setting.dossier.instructions)
    .filter(({ doneOn }) => doneOn === undefined)
    .flatMap((instruction) => noUpdateSignal(instruction, rule, setting));
}

/** What a signal on an instruction is about. */
export const instructionObject = (id: string): string => `instruction:${id}`;

const LONGEST = 40;

/** An instruction as reasons and names have it; the whole of it is kept once. */
export const shortened = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;

interface WorkingDays extends Start {
  workingDays: number;
}

function noUpdateSignal(instruction: Instruction, rule: NoUpdateRule, setting: Setting): Row[] {
  const { definitions, horizon } = setting;
  const { id, need, text, owner, ref, on } = instruction;
  const word = lastWord(instruction);
  const since = word?.day ?? on;
  const starts = startsOf(since, rule, setting);
  const turns = starts.map(({ day }) => day);
  for (const day of turns) horizon.at(day);
  const now = startUpTo(starts, horizon.today);
  if (!now) return [];
  const signal = createSignal(
    { code: instructionObject(id), facts: word ? [ref, word.ref] : [ref] },
    definitions.policy,
    {
      kind: 'noUpdate',
      colour: now.colour,
      rule,
      reason: {
        code: need ? 'needUnanswered' : 'noUpdate',
        numbers: { workingDays: now.workingDays },
        days: { since },
        words: { instruction: id, text: shortened(text), owner },
      },
      flips: [{ by: 'update', what: id, colour: 'green' }, ...waitFlips(starts, horizon.today)],
    },
  );
  return [
    {
      signal,
      colourOn: (day) => colourFrom(starts, day),
      turns,
      // It is people who have not spoken.
      preventedBy: [],
      isHistory: false,
    },
  ];
}

/** A word on it, or of its owner on the whole project, whichever came last. */
function lastWord({ update, heard }: Instruction): Instruction['heard'] {
  if (!update || !heard) return update ?? heard;
  return heard.day > update.day ? heard : update;
}

/** The first day of each colour: once so many whole working days after the last word have passed, mildest first. */
function startsOf(since: Day, rule: NoUpdateRule, setting: Setting): WorkingDays[] {
  const { definitions, dossier } = setting;
  const pauses = dossier.pauses.flatMap(({ from, to }) =>
    to === undefined ? [] : [{ from, to: addDays(to, -1) }],
  );
  const startAt = (colour: Start['colour'], workingDays: number): WorkingDays => ({
    colour,
    workingDays,
    day: addDays(addWorkingDays(definitions.calendar, since, workingDays, pauses).day, 1),
  });
  return [
    startAt('blue', rule.blueFrom),
    startAt('yellow', rule.yellowFrom),
    startAt('red', rule.redFrom),
  ];
}
