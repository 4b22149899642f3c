import type { ItemTemplate, Limit } from '../domain/approval/template.ts';
import { leavesAt } from './approval-leaves.ts';
import type { ApprovalContent } from './approval-template.ts';
import type { Fault } from './fault.ts';

/** What single items get wrong: their limits, modes, consent by silence, utility and umbrella. */
export function itemFaults(template: ApprovalContent): Fault[] {
  return template.items.flatMap((item, at) =>
    CHECKS.flatMap((check) => check(item, template)).map(({ path, message }) => ({
      path: `items[${at}].${path}`,
      message,
    })),
  );
}

type Check = (item: ItemTemplate, template: ApprovalContent) => Fault[];

const CHECKS: readonly Check[] = [
  unknownVariants,
  promisedOverStatutory,
  consentToLicence,
  modesOfOthers,
  uncheckedPromise,
  halfUtility,
  outsideUmbrella,
];

const LIMITS = ['statutory', 'promised', 'applyWithin'] as const;

function unknownVariants(item: ItemTemplate, { traits }: ApprovalContent): Fault[] {
  const trait = traits.find(({ field }) => field === item.variantField);
  const expected = typeof trait?.values === 'string' ? undefined : trait?.values;
  return limitsOf(item).flatMap(({ path, limit: { byVariant = {} } }) =>
    Object.keys(byVariant)
      .filter((variant) => !expected?.includes(variant))
      .map((variant) =>
        fault(
          `${path}.byVariant.${variant}`,
          expected
            ? `expected one of ${expected.join(', ')}`
            : 'expected variantField to name a trait with listed values',
        ),
      ),
  );
}

function limitsOf(item: ItemTemplate): { path: string; limit: Limit }[] {
  const steps = Object.entries(item.stepLimits ?? {});
  return [
    ...LIMITS.flatMap((path) => (item[path] ? [{ path, limit: item[path] }] : [])),
    ...steps.map(([step, limit]) => ({ path: `stepLimits.${step}`, limit })),
  ];
}

function promisedOverStatutory({ statutory, promised }: ItemTemplate): Fault[] {
  if (!statutory || !promised) return [];
  if (statutory.unit !== promised.unit) {
    return [fault('promised.unit', `expected ${statutory.unit} as in statutory`)];
  }
  const variants = [
    ...new Set([statutory, promised].flatMap(({ byVariant = {} }) => Object.keys(byVariant))),
  ];
  const own = variants.flatMap((variant) => {
    const most = statutory.byVariant?.[variant] ?? statutory.n;
    const days = promised.byVariant?.[variant] ?? promised.n;
    return days > most ? [over(`promised.byVariant.${variant}`, most, days)] : [];
  });
  return promised.n > statutory.n ? [over('promised.n', statutory.n, promised.n), ...own] : own;
}

const over = (path: string, most: number, days: number): Fault =>
  fault(path, `expected at most the ${most} statutory days, not ${days}`);

// Silence may stand for a department's opinion, never for a licence.
function consentToLicence({ kind, silentConsent, departments }: ItemTemplate): Fault[] {
  if (!silentConsent) return [];
  if (kind !== 'opinion') {
    return [fault('silentConsent', `expected null: only an opinion, not a ${kind}, may be deemed`)];
  }
  return departments.length > 0
    ? []
    : [fault('departments', 'expected whose silence counts as consent')];
}

function modesOfOthers({ kind, modes }: ItemTemplate): Fault[] {
  const isOpinion = kind === 'opinion';
  return modes.flatMap((mode, at) => {
    if (modes.indexOf(mode) < at) return [fault(`modes[${at}]`, 'expected each only once')];
    if ((mode === 'opinion') === isOpinion) return [];
    const message = isOpinion ? 'expected opinion' : `expected another mode for a ${kind}`;
    return [fault(`modes[${at}]`, message)];
  });
}

function uncheckedPromise({ modes, promiseCheckWorkingDays }: ItemTemplate): Fault[] {
  const isPromised = modes.includes('promise');
  if (isPromised === (promiseCheckWorkingDays !== undefined)) return [];
  const expected = isPromised ? 'expected days for the mode promise' : 'expected the mode promise';
  return [fault('promiseCheckWorkingDays', expected)];
}

function halfUtility({ kind, utility, stepLimits }: ItemTemplate): Fault[] {
  const isUtility = kind === 'utility';
  return [
    ...(isUtility === (utility !== undefined)
      ? []
      : [fault('utility', isUtility ? 'expected which one' : 'expected the kind utility')]),
    ...(stepLimits === undefined || isUtility
      ? []
      : [fault('stepLimits', 'expected the kind utility')]),
  ];
}

function outsideUmbrella(
  { id, stage, umbrella }: ItemTemplate,
  { items }: ApprovalContent,
): Fault[] {
  const over = items.find((one) => one.id === umbrella);
  if (!over) return [];
  const waitsForIt = leavesAt(over.prereq, '').some(
    ({ what }) => 'item' in what && what.item === id,
  );
  if (over.stage === stage && waitsForIt) return [];
  return [fault('umbrella', `expected an item of stage ${stage} that waits for ${id}`)];
}

const fault = (path: string, message: string): Fault => ({ path, message });
