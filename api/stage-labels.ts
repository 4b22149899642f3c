import type { Label } from '../domain/definitions.ts';
import type { Catalogue } from '../schemas/definitions.ts';

/** Before the first milestone that counts. */
const NEGOTIATION: Label = { zh: '洽谈', en: 'Negotiation' };

/** Names of stages, which are milestones: of that lifecycle, else of any that knows it; the code where none does. */
export function stageLabels({
  lifecycles,
}: Catalogue): (stage: string, template?: string) => Label {
  const labels = new Map<string, Label>([['negotiation', NEGOTIATION]]);
  for (const { milestones } of lifecycles.values()) {
    for (const { code, label } of milestones) if (!labels.has(code)) labels.set(code, label);
  }
  return (stage, template) => {
    const own = template === undefined ? undefined : lifecycles.get(template);
    const label = own?.milestones.find(({ code }) => code === stage)?.label ?? labels.get(stage);
    return label ?? { zh: stage, en: stage };
  };
}
