import type { ApprovalDossier, QualityNote } from './dossier.ts';
import type { ItemTemplate } from './template.ts';

// Supply and land are told of every project, also of one whose template has no item for them.
const NAMED_BY_SOURCE = /^(utility|land):/;

/** A note for each application of an item that the template does not have: its facts are kept, and count for nothing. */
export function unknownItems(
  { applications }: Pick<ApprovalDossier, 'applications'>,
  items: readonly Pick<ItemTemplate, 'id'>[],
): QualityNote[] {
  const known = new Set(items.map(({ id }) => id));
  return applications.flatMap(({ item, no, steps }) => {
    const [first] = steps;
    if (!first || known.has(item) || NAMED_BY_SOURCE.test(item)) return [];
    return [{ code: 'unknownItem', item, application: no, words: {}, ref: first.ref }];
  });
}
