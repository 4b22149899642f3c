import { signalOf } from '../domain/alert/fold-commands.ts';
import type { Catalogue } from '../schemas/definitions.ts';
import type { AlertAbout } from './alert-responses.ts';
import { itemLabel } from './item-label.ts';

/** What an alert is about, told from its id, with the name of that in the project's lifecycle or in any approval. */
export function alertAbout(
  { alertId, template }: { alertId: string; template: string | null },
  { lifecycles, approvals }: Catalogue,
): AlertAbout {
  const [object = '', kind = '', ...details] = signalOf(alertId).split('/');
  const milestones = (template !== null && lifecycles.get(template)?.milestones) || [];
  const milestone = milestones.find(({ code }) => code === object);
  const label = milestone?.label ?? itemLabel(object, approvals);
  return { object, kind, label, detail: details.length > 0 ? details.join('/') : null };
}
