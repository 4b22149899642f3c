import type { LifecycleTemplate } from './definitions.ts';
import type { Fact } from './fact.ts';

/** The families of events that other systems send. */
export const FAMILIES = ['permit', 'utility', 'site', 'land'] as const;
export type Family = (typeof FAMILIES)[number];

/** What a source speaks of: a family of events, and of utilities each one by itself, such as `utility/power`. */
export type Matter = string;

/** What a fact of another system is about; nothing for facts of people and of the engine. */
export function matterOf({ type, data }: Pick<Fact, 'type' | 'data'>): Matter | undefined {
  const family = FAMILIES.find((one) => type.startsWith(`${one}.`));
  if (family !== 'utility') return family;
  // Sources may say more than the core reads: not every kind of event must name its utility.
  const { utility } = data as { utility?: unknown };
  return typeof utility === 'string' ? `utility/${utility}` : family;
}

/**
 * The matters in which a milestone can be proved: those of its rules, of the milestone that implies
 * it and of the months of full output; what no rule proves is reported from the site.
 */
export function mattersOf(template: LifecycleTemplate, code: string): Matter[] {
  const { milestones, fullOutput } = template;
  const { reachedBy = [], impliedBy } = milestones.find((one) => one.code === code) ?? {};
  const proving = reachedBy.flatMap(
    ({ event, where = {} }) => matterOf({ type: event, data: where as Fact['data'] }) ?? [],
  );
  const byMonths = fullOutput?.milestone === code ? ['site', 'utility/power'] : [];
  const own = [...proving, ...byMonths];
  const implied = impliedBy === undefined ? [] : mattersOf(template, impliedBy);
  return [...new Set([...(own.length > 0 ? own : ['site']), ...implied])];
}

/** Whether who speaks of one of these may speak of the other: `utility` is any of the utilities. */
export const meets = (a: Matter, b: Matter): boolean =>
  a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);

/** Whether who speaks of these matters could prove the milestone. */
export const couldProve = (
  matters: readonly Matter[],
  template: LifecycleTemplate,
  code: string,
): boolean => mattersOf(template, code).some((one) => matters.some((other) => meets(one, other)));
