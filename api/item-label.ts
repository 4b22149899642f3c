import type { Label } from '../domain/definitions.ts';
import type { Catalogue } from '../schemas/definitions.ts';

/** The name of an approval item in the first template that knows it; null where none does. */
export function itemLabel(id: string, approvals: Catalogue['approvals']): Label | null {
  for (const { items } of approvals.values()) {
    const item = items.find((one) => one.id === id);
    if (item) return item.name;
  }
  return null;
}
