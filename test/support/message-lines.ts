import { at, local } from './following.ts';
import type { Message } from './mailboxes.ts';

/** A line a message; those that hold a digest alone are one line a moment. */
export function linesOf(messages: readonly Message[]): string[] {
  const digests = new Map<string, string[]>();
  const lines = messages.flatMap((message): [string, string][] => {
    const { at: when, person, told, kind } = message;
    const key = `${local(when)} ${kind}`;
    if (kind === 'digest') {
      digests.set(key, [...(digests.get(key) ?? []), person]);
      return [];
    }
    const said = told.map(({ project, alert, kind: step, severity }) =>
      severity === undefined ? step : `${step} ${severity} ${project} ${alert}`,
    );
    return [[when, `${local(when)} ${person}: ${said.join(', ')}`]];
  });
  const apart = [...digests].map(([key, people]): [string, string] => [
    at(key.slice(0, 16)),
    `${key}: ${people.sort().join(' ')}`,
  ]);
  return [...lines, ...apart].map(([, line]) => line).sort();
}
