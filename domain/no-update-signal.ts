import type { Flip } from './assessment.ts';
import { addWorkingDays } from './calendar.ts';
import type { Colour } from './definitions.ts';
import type { Instruction } from './dossier.ts';
import type { NoUpdateRule } from './policy-rules.ts';
import type { Setting } from './setting.ts';
import type { Row } from './signal.ts';
import { createSignal } from './signal.ts';
import type { Day } from './time.ts';
import { addDays } from './time.ts';

/** Open instructions (批示) of which nobody has said for some working days how they stand. */
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

interface Start {
  colour: Exclude<Colour, 'green'>;
  workingDays: number;
  day: Day;
}

function noUpdateSignal(instruction: Instruction, rule: NoUpdateRule, setting: Setting): Row[] {
  const { definitions, horizon } = setting;
  const { id, text, owner, ref, on, update } = instruction;
  const since = update?.day ?? on;
  const starts = startsOf(since, rule, setting);
  for (const { day } of starts) horizon.at(day);
  const now = startOn(horizon.today, starts);
  if (!now) return [];
  const signal = createSignal(
    { code: instructionObject(id), facts: update ? [ref, update.ref] : [ref] },
    definitions.policy,
    {
      kind: 'noUpdate',
      colour: now.colour,
      rule,
      reason: {
        code: 'noUpdate',
        numbers: { workingDays: now.workingDays },
        days: { since },
        words: { instruction: id, text: shortened(text), owner },
      },
      flips: flips(id, now, starts),
    },
  );
  return [
    {
      signal,
      colourOn: (day) => startOn(day, starts)?.colour ?? 'green',
      turns: starts.map(({ day }) => day),
      // It is people who have not spoken.
      preventedBy: [],
      isHistory: false,
    },
  ];
}

/** The first day of each colour: once so many whole working days after the last word have passed, mildest first. */
function startsOf(since: Day, rule: NoUpdateRule, setting: Setting): Start[] {
  const { definitions, dossier } = setting;
  const pauses = dossier.pauses.flatMap(({ from, to }) =>
    to === undefined ? [] : [{ from, to: addDays(to, -1) }],
  );
  const startAt = (colour: Start['colour'], workingDays: number): Start => ({
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

const startOn = (today: Day, starts: readonly Start[]): Start | undefined =>
  starts.findLast(({ day }) => day <= today);

function flips(what: string, now: Start, starts: readonly Start[]): Flip[] {
  const next = starts.find(({ day }) => day > now.day);
  const worst = starts.findLast(({ day }) => day === next?.day);
  const wait: Flip[] = worst ? [{ by: 'wait', day: worst.day, colour: worst.colour }] : [];
  return [{ by: 'update', what, colour: 'green' }, ...wait];
}
