import { severity } from '../colour.ts';
import { shownColour, type ShownColour } from '../colour-meaning.ts';
import { COLOURS } from '../definitions.ts';
import { fill } from '../fill.ts';
import { shanghaiMinute } from '../time.ts';
import type { TellableNotice, Telling } from './message.ts';
import { MESSAGE_WORDS } from './message-words.ts';

/** How many there are, and of which colours those that are open, the worst first: `3条 🔴红1 🟡黄2`. */
export function countsOf(notices: readonly TellableNotice[], { language }: Telling): string {
  const { counted } = MESSAGE_WORDS[language];
  const byColour = COLOURS.toReversed().flatMap((colour) => {
    const those = notices.filter(
      ({ alert }) => alert?.standing.state === 'open' && alert.standing.severity === colour,
    );
    const [first] = those;
    return first ? [countOf(shownColour(colour, language, first.colours), those.length)] : [];
  });
  return [fill(counted, { count: notices.length }), ...byColour].join(' ');
}

const countOf = ({ symbol, word }: ShownColour, count: number): string =>
  `${symbol}${word}${count}`;

/** What stands at the end of every message: that data or time are not real. */
export function closingOf(
  notices: readonly Pick<TellableNotice, 'project'>[],
  { language, demoClock, at }: Telling,
): string[] {
  const { sample, demoClock: demo } = MESSAGE_WORDS[language];
  return [
    ...(notices.some(({ project }) => project?.sample) ? [sample] : []),
    ...(demoClock ? [fill(demo, { at: shanghaiMinute(at) })] : []),
  ];
}

/** Project by project, the one with danger or the worst colour first, and so within each. */
export function byProject<T extends TellableNotice>(notices: readonly T[]): T[] {
  const sorted = [...notices].sort(worstFirst);
  const codes = new Set(sorted.map(({ project }) => project?.code));
  return [...codes].flatMap((code) => sorted.filter(({ project }) => project?.code === code));
}

function worstFirst(a: TellableNotice, b: TellableNotice): number {
  return (
    Number(b.how === 'safety') - Number(a.how === 'safety') ||
    urgencyOf(b) - urgencyOf(a) ||
    compare(a.project?.code, b.project?.code) ||
    compare(a.alert?.id, b.alert?.id) ||
    compare(a.stepId, b.stepId)
  );
}

const urgencyOf = ({ alert }: TellableNotice): number =>
  alert ? severity(alert.standing.severity) : -1;

const compare = (a = '', b = ''): number => (a < b ? -1 : Number(a > b));
