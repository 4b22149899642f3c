import { SIGNAL_KINDS } from '../domain/assessment.ts';
import type { AlertRules, Ladder, Rung } from '../domain/alert/rules.ts';
import type { Fault } from './fault.ts';

/** What well-formed ladders, hours and digests get wrong between them. */
export function alertingFaults({ ladders, ladderOf, hours, digests }: AlertRules): Fault[] {
  const ids = ladders.map(({ id }) => id);
  const kinds: readonly string[] = SIGNAL_KINDS;
  return below('alerting', [
    ...ladders.flatMap(({ id }, at) =>
      ids.indexOf(id) < at ? [fault(`ladders[${at}].id`, 'expected each only once')] : [],
    ),
    ...ladders.flatMap((ladder, at) => below(`ladders[${at}].rungs`, rungsOf(ladder))),
    ...Object.entries(ladderOf).flatMap(([kind, ladder]) => [
      ...(kinds.includes(kind) ? [] : [fault(`ladderOf.${kind}`, `expected ${kinds.join(', ')}`)]),
      ...(ids.includes(ladder) ? [] : [fault(`ladderOf.${kind}`, `expected ${ids.join(', ')}`)]),
    ]),
    ...(hours.morning < hours.quietFrom
      ? []
      : [fault('hours.quietFrom', `expected later than the morning, ${hours.morning}`)]),
    ...(['daily', 'weekly'] as const).flatMap((digest) => {
      const { at } = digests[digest];
      if (at >= hours.morning && at < hours.quietFrom) return [];
      return [fault(`digests.${digest}.at`, 'expected no time of the quiet hours')];
    }),
  ]);
}

function rungsOf({ rungs }: Ladder): Fault[] {
  const all = Object.entries(rungs);
  if (all.length === 0) return [fault('', 'expected at least one colour')];
  return all.flatMap(([colour, rung]) => below(colour, rungFaults(rung)));
}

function rungFaults({ notify, digestOnly, acknowledge, unresolved }: Rung): Fault[] {
  if (!acknowledge) return [];
  const { officeHours, workingDays, escalateTo } = acknowledge;
  const path = 'acknowledge';
  const oneOf = (officeHours === undefined) !== (workingDays === undefined);
  const late = workingDays ?? 1;
  return [
    ...(oneOf ? [] : [fault(path, 'expected either officeHours or workingDays')]),
    ...(digestOnly ? [fault(path, 'expected none for what only a digest tells')] : []),
    ...(escalateTo.some((one) => !notify.includes(one))
      ? []
      : [fault(`${path}.escalateTo`, 'expected somebody who has not been told')]),
    ...(unresolved && unresolved.afterWorkingDays < late
      ? [fault('unresolved.afterWorkingDays', `expected ${late} or more, as ${path} waits so long`)]
      : []),
  ];
}

const fault = (path: string, message: string): Fault => ({ path, message });

const below = (above: string, faults: readonly Fault[]): Fault[] =>
  faults.map(({ path, message }) => ({ path: path ? `${above}.${path}` : above, message }));
