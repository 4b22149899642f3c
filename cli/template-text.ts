import type {
  ApprovalTemplate,
  ItemTemplate,
  Limit,
  Requirement,
} from '../domain/approval/template.ts';
import { renderTable } from './table.ts';

/** A template for people: its items by stage, then its gates. */
export function templateText(template: ApprovalTemplate): string {
  const { id, version, label, beginsAt, stages, items } = template;
  const parts = stages.map(({ id: stage, label: { zh }, lead, promisedWorkingDays }) => {
    const umbrella = promisedWorkingDays === undefined ? '' : `, ${promisedWorkingDays} wd`;
    const rows = items.filter((item) => item.stage === stage).map(rowOf);
    return `${stage} ${zh} (${lead}${umbrella})\n${renderTable(HEAD, rows)}`;
  });
  return [
    `${id} ${version}  ${label.zh} ${label.en}  from ${beginsAt} on`,
    ...parts,
    `gates\n${gatesOf(template)}`,
  ].join('\n\n');
}

const HEAD = ['item', 'name', 'authority', 'waits for', 'statutory', 'promised', 'modes'];

const rowOf = (item: ItemTemplate): string[] => [
  item.appliesWhen ? `${item.id}?` : item.id,
  item.name.zh,
  item.authority,
  requirementText(item.prereq) || '-',
  limitText(item.statutory),
  limitText(item.promised),
  item.modes.join(', '),
];

function gatesOf({ gates }: ApprovalTemplate): string {
  const rows = gates.map(({ milestone, hard, soft }) => [
    milestone,
    requirementText({ all: hard }) || '-',
    requirementText({ all: soft }) || '-',
  ]);
  return renderTable(['milestone', 'hard', 'soft'], rows);
}

/** `;` joins what is all needed, `|` alternatives; `?` marks what is needed only if it applies. */
export function requirementText(requirement: Requirement): string {
  if ('all' in requirement) return requirement.all.map(requirementText).join('; ');
  if ('any' in requirement) return `(${requirement.any.map(requirementText).join(' | ')})`;
  if ('item' in requirement) return requirement.item + (requirement.ifApplies ? '?' : '');
  if ('milestone' in requirement) return requirement.milestone;
  return `${requirement.utility} ${requirement.step}`;
}

function limitText(limit: Limit | undefined): string {
  if (!limit) return '-';
  const { n, unit, byVariant = {} } = limit;
  const variants = Object.entries(byVariant).map(([variant, days]) => `${variant} ${days}`);
  return `${n} ${unit}${variants.length > 0 ? ` (${variants.join(', ')})` : ''}`;
}
