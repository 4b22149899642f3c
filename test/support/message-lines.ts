import { local } from './following.ts';
import type { Message, ToldStep } from './mailboxes.ts';

/** A line a message: time, person, channel, how it is told (at once, as a digest or as danger), and of what. */
export function linesOf(messages: readonly Message[]): string[] {
  const lines = messages.map(({ at, person, channel, kind, told, digest }) => {
    const subjects = [...told.map(subjectOf), ...digest.map((one) => `- ${one}`)];
    return `${local(at)} ${person} ${channel} ${HOW[kind]}: ${subjects.join('; ')}`;
  });
  return lines.sort();
}

const HOW = { alerts: 'push', digest: 'digest', safety: 'safety' } as const;

const subjectOf = ({ project, alert, kind, severity }: ToldStep): string =>
  severity === undefined ? kind : `${kind} ${severity} ${project} ${alert}`;
