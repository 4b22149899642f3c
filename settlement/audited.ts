import type { AuditEntry, AuditVia } from '../readmodel/audit.ts';
import { projectCodeOf } from '../readmodel/subject-id.ts';
import { canonicalJson } from '../schemas/canonical-json.ts';
import type { SubjectCommand } from './commands.ts';
import type { Session } from './session.ts';

/** What the audit keeps of accepted commands: what was said, and what of the assessment it has changed. */
export function auditedCommands(
  { subject, realNow }: Pick<Session, 'subject' | 'realNow'>,
  accepted: readonly SubjectCommand[],
  { via, before, after }: { via: AuditVia; before: object | undefined; after: object },
): AuditEntry[] {
  // Nearly every settle is without a command: nothing is compared for those.
  if (accepted.length === 0) return [];
  const change = changeOf(before ?? {}, after);
  return accepted.map(({ id, type, data }, place) => {
    const { actor, ...said } = data;
    const isLast = place === accepted.length - 1;
    return {
      at: realNow,
      person: actor.id,
      role: actor.role,
      onBehalfOf: actor.onBehalfOf ?? actor.delegatedBy ?? null,
      via,
      act: type.replace(/\.v1$/, ''),
      object: ('alertId' in said ? said.alertId : undefined) ?? subject,
      projectCode: projectCodeOf(subject),
      source: id,
      before: isLast ? change.before : {},
      after: { said, ...(isLast && change.after) },
    };
  });
}

type Parts = Record<string, unknown>;

/** The parts that are not as they were, of what people look at. */
function changeOf(before: object, after: object): { before: Parts; after: Parts } {
  const [was, is] = [partsOf(before), partsOf(after)];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  const changed = names.filter((name) => canonicalJson(was[name]) !== canonicalJson(is[name]));
  const only = (parts: Parts): Parts =>
    Object.fromEntries(changed.map((name) => [name, parts[name] ?? null]));
  return { before: only(was), after: only(is) };
}

/** By name: the headline of an assessment, its milestones or items, and who is in charge. */
function partsOf(assessment: object): Parts {
  const parts: Parts = {};
  for (const [name, value] of Object.entries(assessment)) {
    if (HEADLINE.includes(name)) parts[name] = value;
    if (LISTS.includes(name)) Object.assign(parts, listed(name, value));
  }
  return parts;
}

const HEADLINE = ['status', 'stage', 'phase', 'colour', 'closed', 'people', 'override', 'template'];
const LISTS = ['milestones', 'items'];
const SHOWN = ['state', 'planned', 'forecast', 'actual', 'planChange', 'decision', 'certificate'];

function listed(list: string, value: unknown): Parts {
  if (!Array.isArray(value)) return {};
  // Each is an assessment's milestone or item, and both are plain objects.
  const rows = value as Record<string, unknown>[];
  return Object.fromEntries(
    rows.map((row) => [
      `${list}/${String(row['code'] ?? row['id'])}`,
      Object.fromEntries(Object.entries(row).filter(([name]) => SHOWN.includes(name))),
    ]),
  );
}
