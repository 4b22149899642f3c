import type { Colour, ColourPolicy, DueRule, ForecastRule, LimitRule } from './definitions.ts';
import type { ProgressRule } from './policy-rules.ts';

type Rules = ColourPolicy['rules'];

/** Every colour that some rule may give, green too: what is fine has a colour as well. */
export function coloursOfRules(rules: Rules): ReadonlySet<Colour> {
  return new Set<Colour>(['green', ...dated(rules), ...ofApprovals(rules), ...lasting(rules)]);
}

function dated({ due, redLineDue, forecast, progress, startMonth, followUp, ...rest }: Rules) {
  return [
    ...[due, redLineDue].flatMap((rule) => (rule ? ofDue(rule) : [])),
    ...(forecast ? ofForecast(forecast) : []),
    ...(progress ? ofProgress(progress) : []),
    ...((startMonth ?? followUp) ? (['yellow', 'red'] as const) : []),
    ...flat(rest.withdrawn, rest.compliance, rest.recovery, rest.accumulation),
  ];
}

function ofApprovals(rules: Rules): Colour[] {
  const { approvalLimit, umbrella, deficiency, itemState } = rules;
  const all = rules.correctionRounds ?? rules.utilityNeed ?? rules.blocked;
  return [
    ...[approvalLimit, umbrella].flatMap((rule) => (rule ? ofLimit(rule) : [])),
    ...(approvalLimit ? [approvalLimit.pastStatutory] : []),
    ...(deficiency ? [deficiency.before, deficiency.after] : []),
    ...(itemState ? [itemState.done, itemState.running, itemState.notBegun, itemState.over] : []),
    ...(all ? ALARMING : []),
    ...flat(rules.presumed, rules.quality),
  ];
}

const lasting = ({ noUpdate, repetition, safety, outage }: Rules): Colour[] => [
  ...(safety ? [safety.hazard, safety.accident] : []),
  ...(outage ? [outage.ahead, outage.near] : []),
  ...(noUpdate ? ALARMING : []),
  ...(repetition ? (['red'] as const) : []),
];

const ALARMING: readonly Colour[] = ['blue', 'yellow', 'red'];

function ofDue({ blueWithin, redFrom, redFromByTemplate = {} }: DueRule): Colour[] {
  const reds = [redFrom, ...Object.values(redFromByTemplate)].filter((days) => days !== undefined);
  return [
    ...(blueWithin === undefined ? [] : (['blue'] as const)),
    // Red from the first day on leaves no day for yellow.
    ...(redFrom === 1 ? [] : (['yellow'] as const)),
    ...(reds.length > 0 ? (['red'] as const) : []),
  ];
}

const ofForecast = ({ yellowFrom, redLineDueWithin }: ForecastRule): Colour[] => [
  ...(yellowFrom > 1 ? (['blue'] as const) : []),
  'yellow',
  ...(redLineDueWithin === undefined ? [] : (['red'] as const)),
];

const ofLimit = ({ blue }: LimitRule): Colour[] =>
  blue.length > 0 ? [...ALARMING] : ['yellow', 'red'];

const ofProgress = ({ blueBelow, yellowBelow, redBelow }: ProgressRule): Colour[] => [
  ...(blueBelow === null ? [] : (['blue'] as const)),
  ...(yellowBelow === null ? [] : (['yellow'] as const)),
  ...(redBelow === null ? [] : (['red'] as const)),
];

const flat = (...rules: ({ colour: Colour } | undefined)[]): Colour[] =>
  rules.flatMap((rule) => (rule ? [rule.colour] : []));
