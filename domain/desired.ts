import type { Assessment, DesiredLevels } from './assessment.ts';

/** One alert for each signal that is not green, as bad as the signal itself. */
export function desired({ signals }: Assessment): DesiredLevels {
  return {
    alerts: signals.flatMap(({ id, colour }) =>
      colour === 'green' ? [] : [{ id, severity: colour }],
    ),
  };
}
