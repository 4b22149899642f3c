import type { AlertCase } from '../../../domain/alert/case.ts';

/** Where we mean to differ from Alertmanager, as docs/alerts.md lists it. */
export const DIFFERENCES = [
  'A snooze ends when it gets worse or comes back',
  'What was quiet for a time is told again',
  'Better news rings nobody',
  'A recovery rings nobody',
  'Leaders are told, not reminded',
  'A message says what is new',
  'People are told in working hours',
  'What nobody acknowledges climbs',
  'A person gets three messages a day',
  'People close what was red',
] as const;
export type Difference = (typeof DIFFERENCES)[number];

/** What is known of something that only one of both told. */
export interface Disagreement {
  by: 'us' | 'them';
  /** Our case afterwards. */
  one: AlertCase | undefined;
  isLeader: boolean;
  /** Their silence holds. */
  isSilenced: boolean;
  /** Their silence has just ended; whether our snooze was over before. */
  silenceEnded?: { early: boolean };
  /** It was hidden or snoozed until now, and stood in their last message to that person. */
  wasQuiet: boolean;
}

/** The difference that explains it; undefined when one of both is wrong. */
export function explain(disagreement: Disagreement): Difference | undefined {
  return disagreement.by === 'us' ? whyWe(disagreement) : whyThey(disagreement);
}

function whyWe({ one, isSilenced, wasQuiet }: Disagreement): Difference | undefined {
  if (isSilenced) {
    return one?.snoozed ? undefined : 'A snooze ends when it gets worse or comes back';
  }
  return wasQuiet ? 'What was quiet for a time is told again' : undefined;
}

function whyThey({ one, isLeader, silenceEnded }: Disagreement): Difference | undefined {
  if (silenceEnded?.early) return 'A snooze ends when it gets worse or comes back';
  if (silenceEnded && isLeader) return 'Leaders are told, not reminded';
  return one?.eased ? 'Better news rings nobody' : undefined;
}
