import { addWorkingDays, workingDaysBetween } from './calendar.ts';
import type { ColourPolicy, Definitions, SilenceRule, WorkingCalendar } from './definitions.ts';
import type { Dossier } from './dossier.ts';
import type { Matter } from './matter.ts';
import { mattersOf, meets } from './matter.ts';
import type { Day } from './time.ts';
import { addDays, earlierOf, laterOf } from './time.ts';

/** How long nothing was heard of a source. */
export interface Quiet {
  /** Whole working days after the day of its last word. */
  workingDays: number;
  /** The working days at which it counts as silent; null: never. */
  limitWorkingDays: number | null;
  /** The first day on which it does, once that has come. */
  silentFrom?: Day;
}

/** Whether a source last heard on a day counts as silent today, which `silentFrom` says; the day itself and today don't count. */
export function quietOf(
  calendar: WorkingCalendar,
  rule: SilenceRule,
  { source, lastHeard, today }: { source: string; lastHeard: Day; today: Day },
): Quiet {
  const { afterWorkingDays, bySource = {} } = rule;
  const { [source]: limitWorkingDays = afterWorkingDays } = bySource;
  const quiet = {
    workingDays: workingDaysBetween(calendar, lastHeard, addDays(today, -1)).days,
    limitWorkingDays,
  };
  if (limitWorkingDays === null) return quiet;
  const silentFrom = addDays(addWorkingDays(calendar, lastHeard, limitWorkingDays).day, 1);
  return today >= silentFrom ? { ...quiet, silentFrom } : quiet;
}

/** Silent sources that could have told something of a milestone, and until when it is sure that they did not. */
export interface Doubt {
  sources: string[];
  verifiedOn: Day;
}

/**
 * Why what is said of a milestone may be out of date: sources that could have proved one of `codes`
 * or speak of `matters`, and are silent. A source of which this project has never heard counts only where no other one has
 * spoken of the matter. What a person has confirmed since is sure up to that day.
 */
export function doubtOn(
  dossier: Dossier,
  { template, policy }: Pick<Definitions, 'template' | 'policy'>,
  milestone: string,
  codes: readonly string[] = [milestone],
  matters: readonly Matter[] = [],
): Doubt | undefined {
  const silences = silencesOf(dossier, policy);
  // As nearly always.
  if (silences.length === 0) return undefined;
  const wanted = [...codes.flatMap((code) => mattersOf(template, code)), ...matters];
  const silent = silences.filter(({ source, matters: spoken }) =>
    wanted.some((one) => spoken.some((own) => meets(own, one)) && isItsVoice(dossier, source, one)),
  );
  const [first, ...rest] = silent.map(({ since }) => since);
  if (first === undefined) return undefined;
  const confirmed = dossier.decisions
    .filter(({ about, milestone: on }) => about === 'silence' && on === milestone)
    .map(({ on }) => on);
  return {
    sources: silent.map(({ source }) => source),
    verifiedOn: confirmed.reduce(laterOf, rest.reduce(earlierOf, first)),
  };
}

function silencesOf({ silences }: Dossier, { silence }: ColourPolicy) {
  if (!silence) return [];
  return [...silences].sort((a, b) => (a.source < b.source ? -1 : 1));
}

function isItsVoice({ voices }: Dossier, source: string, wanted: Matter): boolean {
  const heard = Object.entries(voices)
    .filter(([matter]) => meets(matter, wanted))
    .flatMap(([, sources]) => sources);
  return heard.length === 0 || heard.includes(source);
}
