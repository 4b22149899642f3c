import { severity } from '../domain/colour.ts';
import type { ColourPolicy } from '../domain/definitions.ts';
import type { ProgressRule } from '../domain/policy-rules.ts';
import type { Fault } from './fault.ts';

type Rules = ColourPolicy['rules'];

/** Thresholds of which a worse colour would begin before a milder one, or never. */
export function thresholdFaults(rules: Rules): Fault[] {
  return [
    ...fallingLimits(rules),
    ...fallingSteps(rules),
    ...(rules.progress ? progressFaults(rules.progress) : []),
    ...milderCount(rules),
  ];
}

// Every limit falls into one band.
function fallingLimits(rules: Rules): Fault[] {
  return (['approvalLimit', 'umbrella'] as const).flatMap((rule) => {
    const bands = rules[rule]?.blue ?? [];
    return bands.flatMap(({ limitFrom }, at) => {
      const before = bands[at - 1]?.limitFrom ?? 0;
      if (limitFrom > before) return [];
      const path = `rules.${rule}.blue[${at}].limitFrom`;
      return [{ path, message: `expected more than ${before}` }];
    });
  });
}

function fallingSteps({ correctionRounds, noUpdate, startMonth, followUp }: Rules): Fault[] {
  const steps = {
    correctionRounds: correctionRounds && [
      correctionRounds.blueFrom,
      correctionRounds.yellowFrom,
      correctionRounds.redFrom,
    ],
    noUpdate: noUpdate && [noUpdate.blueFrom, noUpdate.yellowFrom, noUpdate.redFrom],
    startMonth: startMonth && [startMonth.yellowAfter, startMonth.redAfter],
    followUp: followUp && [followUp.yellowAfterMonths, followUp.redAfterMonths],
  };
  return Object.entries(steps).flatMap(([rule, values = []]) => {
    if (isRising(values)) return [];
    const message = `expected no lower number for a worse colour, not ${values.join(', ')}`;
    return [{ path: `rules.${rule}`, message }];
  });
}

/** Less progress is worse, so its values fall; of two equal ones the milder would never be. */
function progressFaults({
  blueBelow,
  yellowBelow,
  redBelow,
  including = [],
}: ProgressRule): Fault[] {
  const path = 'rules.progress';
  const below = { blue: blueBelow, yellow: yellowBelow, red: redBelow };
  const values = Object.values(below).filter((value) => value !== null);
  if (values.length === 0) return [{ path, message: 'expected a value for some colour' }];
  const unset = including.filter((colour) => below[colour] === null);
  return [
    ...(values.every((value, at) => at === 0 || value < (values[at - 1] ?? 0))
      ? []
      : [{ path, message: `expected a lower value for a worse colour, not ${values.join(', ')}` }]),
    ...unset.map((colour) => ({
      path: `${path}.including`,
      message: `expected a value below which it is ${colour}`,
    })),
  ];
}

function milderCount({ accumulation }: Rules): Fault[] {
  if (!accumulation || severity(accumulation.colour) > severity(accumulation.of)) return [];
  const message = `expected a worse colour than ${accumulation.of}`;
  return [{ path: 'rules.accumulation.colour', message }];
}

const isRising = (values: readonly number[]): boolean =>
  values.every((value, at) => at === 0 || value >= (values[at - 1] ?? value));
