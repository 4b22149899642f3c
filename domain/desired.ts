import type { Assessment, DesiredAlert, DesiredLevels, Signal } from './assessment.ts';

/**
 * One alert for each signal that is not green, as bad as the signal itself; of one that is
 * unverified (待核) only as bad as is sure. Loaded history alone alerts nobody.
 */
export function desired({ signals }: Assessment): DesiredLevels {
  return { alerts: signals.flatMap(alertFor) };
}

function alertFor({ id, colour, unverified, stock }: Signal): DesiredAlert[] {
  const severity = unverified?.heldColour ?? colour;
  if (severity === 'green' || stock === 'backfill') return [];
  return [{ id, severity, ...(stock && { stock: true }) }];
}
