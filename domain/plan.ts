import { after } from './benchmarks.ts';
import type { LifecycleTemplate } from './definitions.ts';
import type { PlannedMilestone } from './fact.ts';
import type { Day } from './time.ts';

/**
 * The plan that a template gives from the day of signing on: the signing itself and every milestone
 * with an offset, in the template's order. Throws where offsets don't lead to the signing, which a
 * validated template excludes.
 */
export function planFromTemplate(template: LifecycleTemplate, signedOn: Day): PlannedMilestone[] {
  const anchor = template.phases.signing;
  return template.milestones
    .filter(({ code, offset }) => offset !== undefined || code === anchor)
    .map(({ code, redLine }) => ({
      code,
      planned: plannedDay(template, code, signedOn),
      ...(redLine === undefined ? {} : { redLine }),
    }));
}

function plannedDay(template: LifecycleTemplate, code: string, signedOn: Day): Day {
  if (code === template.phases.signing) return signedOn;
  const offset = template.milestones.find((milestone) => milestone.code === code)?.offset;
  if (!offset) throw new Error(`${template.id} ${code} has no offset that leads to the signing`);
  return after(plannedDay(template, offset.from, signedOn), offset);
}
