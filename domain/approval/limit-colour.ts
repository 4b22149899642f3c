import type { Colour, LimitRule } from '../definitions.ts';
import type { Start } from '../starts.ts';
import type { Day } from '../time.ts';
import type { Count } from './clocks.ts';

type Bands = Pick<LimitRule, 'blue' | 'redFrom'>;

/** The colour of a clock of `limitDays` with `leftDays` left, negative when it is over; each pair has exactly one. */
export function limitColour(rule: Bands, limitDays: number, leftDays: number): Colour {
  if (leftDays < 0) return -leftDays >= rule.redFrom ? 'red' : 'yellow';
  const blueAt = blueFrom(rule, limitDays);
  return blueAt !== undefined && leftDays <= blueAt ? 'blue' : 'green';
}

/** When a clock takes each colour but green if it runs on, mildest first. */
export function colourStarts(rule: Bands, { clock: { limitDays }, dayOfUse }: Count): Start[] {
  const blueAt = blueFrom(rule, limitDays);
  const blue = blueAt === undefined ? [] : [startAt(dayOfUse(limitDays - blueAt), 'blue')];
  return [
    ...blue,
    startAt(dayOfUse(limitDays + 1), 'yellow'),
    startAt(dayOfUse(limitDays + rule.redFrom), 'red'),
  ];
}

/** The colour on a day by its starts, in whatever order they stand. */
export const colourOn = (starts: readonly Start[], day: Day): Colour =>
  [...starts].sort((a, b) => (a.day < b.day ? -1 : 1)).findLast((one) => one.day <= day)?.colour ??
  'green';

/** The days left from which on a running clock is blue; none for the shortest limits. */
function blueFrom({ blue }: Bands, limitDays: number): number | undefined {
  const band = blue.findLast(({ limitFrom }) => limitFrom <= limitDays);
  return band && Math.max(band.leastDays, Math.floor((limitDays * band.sharePercent) / 100));
}

const startAt = (day: Day, colour: Colour): Start => ({ day, colour });
