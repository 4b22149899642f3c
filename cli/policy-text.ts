import type { Ladder, Rung } from '../domain/alert/rules.ts';
import type { ColourPolicy, Contribution } from '../domain/definitions.ts';
import { renderTable } from './table.ts';

/** A policy for people: its colours, rules and ladders, and where they were published. */
export function policyText(policy: ColourPolicy): string {
  const { id, version, label, source, colours = [], rules, alerting } = policy;
  const published = source && [source.title, source.dated, source.url].filter(Boolean).join(', ');
  const rows = Object.entries(rules).map(([name, rule]) => [name, thresholdsOf(rule)]);
  return [
    `${id} ${version}  ${label.zh} ${label.en}`,
    ...(published === undefined ? [] : [`source: ${published}`]),
    renderTable(
      ['colour', 'symbol', 'shape', 'hex', 'label', 'meaning'],
      colours.map(({ colour, symbol, shape, hex, label: word, meaning }) => [
        ...[colour, symbol, shape, hex],
        `${word.zh} ${word.en}`,
        `${meaning.zh} ${meaning.en}`,
      ]),
    ),
    renderTable(['rule', 'thresholds'], rows),
    ...(alerting?.ladders ?? []).map((ladder) => ladderText(ladder, policy)),
    ...(alerting ? [hoursText(alerting)] : ['alerts are shown and told to nobody']),
  ].join('\n\n');
}

// The names of the fields say what they count, as in the file.
function thresholdsOf(rule: { id: string; contributes?: Contribution }): string {
  const { contributes, ...own } = rule;
  const said = Object.entries({ ...own, ...(contributes && { contributes }) });
  return said
    .filter(([name, value]: [string, unknown]) => name !== 'id' && value !== null)
    .map(([name, value]: [string, unknown]) => `${name} ${textOf(value)}`)
    .join(', ');
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

function ladderText({ id, label, rungs, safety }: Ladder, { alerting }: ColourPolicy): string {
  const kinds = Object.entries(alerting?.ladderOf ?? {}).flatMap(([kind, ladder]) =>
    ladder === id ? [kind] : [],
  );
  const of = kinds.length > 0 ? ` for ${kinds.join(', ')}` : '';
  const rows = Object.entries(rungs).map(([colour, rung]) => [colour, ...rungCells(rung)]);
  const head = ['colour', 'tells', 'acknowledge', 'else', 'reminds', 'unresolved', 'close'];
  return `ladder ${id} ${label.zh} ${label.en}${of}${safety ? ', at any hour' : ''}\n${renderTable(head, rows)}`;
}

function rungCells({ notify, digestOnly, acknowledge, remind, unresolved, close }: Rung): string[] {
  return [
    notify.join(', ') + (digestOnly ? ' (digest)' : ''),
    acknowledge ? withinText(acknowledge) : '-',
    acknowledge?.escalateTo.join(', ') ?? '-',
    remind ? `${remind.everyWorkingDays} wd, then ${remind.afterAcknowledgement} wd` : '-',
    unresolved
      ? `${unresolved.afterWorkingDays} wd: ${unresolved.then} to ${unresolved.to.join(', ')}`
      : '-',
    close,
  ];
}

const withinText = ({ officeHours, workingDays = 0 }: NonNullable<Rung['acknowledge']>): string =>
  officeHours === undefined ? `${workingDays} wd` : `${officeHours} office hours`;

function hoursText({ hours, pushesPerDay, digests }: NonNullable<ColourPolicy['alerting']>) {
  const { daily, weekly } = digests;
  return [
    `told from ${hours.morning} to ${hours.quietFrom} of working days, ${pushesPerDay} messages a person and day`,
    `digests daily at ${daily.at} to ${daily.to.join(', ')}, weekly at ${weekly.at} to ${weekly.to.join(', ')}`,
  ].join('\n');
}
