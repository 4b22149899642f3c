import { severity } from '../domain/colour.ts';
import { coloursOfRules } from '../domain/policy-colours.ts';
import { alertingFaults } from './alerting-faults.ts';
import type { PolicyContent } from './colour-policy.ts';
import type { Fault } from './fault.ts';
import type { LifecycleContent } from './lifecycle-template.ts';
import { thresholdFaults } from './threshold-faults.ts';

/** What a well-formed policy gets wrong between its parts and about lifecycles. */
export function policyFaults(
  policy: PolicyContent,
  lifecycles: readonly LifecycleContent[],
): Fault[] {
  return [
    ...repeatedRules(policy),
    ...thresholdFaults(policy.rules),
    ...unknownMilestones(policy, lifecycles),
    ...unknownTemplates(policy, lifecycles),
    ...colourFaults(policy),
    ...(policy.alerting ? alertingFaults(policy.alerting) : []),
    ...levelFaults(policy),
  ];
}

function repeatedRules({ rules }: PolicyContent): Fault[] {
  const ids = Object.values(rules).map(({ id }) => id);
  return Object.entries(rules)
    .filter(([, { id }], at) => ids.indexOf(id) < at)
    .map(([rule]) => ({ path: `rules.${rule}.id`, message: 'expected each only once' }));
}

function unknownMilestones(
  { rules: { startMonth, followUp } }: PolicyContent,
  lifecycles: readonly LifecycleContent[],
): Fault[] {
  const known = new Set(lifecycles.flatMap(({ milestones }) => milestones.map(({ code }) => code)));
  const named = {
    'rules.startMonth.milestone': startMonth?.milestone,
    'rules.followUp.milestone': followUp?.milestone,
    'rules.followUp.after': followUp?.after,
  };
  return Object.entries(named)
    .filter(([, code]) => code !== undefined && !known.has(code))
    .map(([path]) => ({ path, message: 'expected a milestone of some lifecycle' }));
}

function unknownTemplates(
  { rules }: PolicyContent,
  lifecycles: readonly LifecycleContent[],
): Fault[] {
  const known = lifecycles.map(({ id }) => id);
  return (['due', 'redLineDue'] as const).flatMap((rule) =>
    Object.keys(rules[rule]?.redFromByTemplate ?? {})
      .filter((template) => !known.includes(template))
      .map((template) => ({
        path: `rules.${rule}.redFromByTemplate.${template}`,
        message: `expected the id of a lifecycle: ${known.join(', ')}`,
      })),
  );
}

/** Colours in rising urgency, each that a rule gives, and each to be told from the others without ink. */
function colourFaults({ colours, rules }: PolicyContent): Fault[] {
  if (!colours) return [];
  const shown = new Set(colours.map(({ colour }) => colour));
  const missing = [...coloursOfRules(rules)].filter((colour) => !shown.has(colour));
  return [
    ...colours.flatMap(({ colour }, at) => {
      const before = colours[at - 1]?.colour;
      if (before === undefined || severity(before) < severity(colour)) return [];
      return [{ path: `colours[${at}].colour`, message: `expected one worse than ${before}` }];
    }),
    ...missing.map((colour) => ({
      path: 'colours',
      message: `expected ${colour}, a rule gives it`,
    })),
    ...(['shape', 'symbol', 'hex'] as const).flatMap((mark) => {
      const marks = colours.map((one) => one[mark]);
      return repeatedAt(marks).map((at) => ({
        path: `colours[${at}].${mark}`,
        message: 'expected another for each colour',
      }));
    }),
  ];
}

function levelFaults({ planChange: { levels } }: PolicyContent): Fault[] {
  const last = levels.length - 1;
  return levels.flatMap(({ upToDays }, at) => {
    const path = `planChange.levels[${at}].upToDays`;
    if (at === last) {
      return upToDays === undefined ? [] : [{ path, message: 'expected none at the last level' }];
    }
    const before = levels[at - 1]?.upToDays ?? 0;
    if (upToDays !== undefined && upToDays > before) return [];
    return [{ path, message: `expected more than ${before}` }];
  });
}

const repeatedAt = (values: readonly string[]): number[] =>
  values.flatMap((value, at) => (values.indexOf(value) < at ? [at] : []));
