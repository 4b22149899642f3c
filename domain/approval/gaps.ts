import type { QualityNote } from './dossier.ts';
import type { ItemTemplate } from './template.ts';

/** What is decided without any acceptance: nothing is missing where none is told. */
const NEVER_ACCEPTED: readonly ItemTemplate['kind'][] = [
  'opinion',
  'filing',
  'government',
  'minimumLag',
  'agreement',
  'policy',
];

/** The notes of an application without those that miss an acceptance which such an item never gets. */
export const notesThatCount = (
  { kind }: Pick<ItemTemplate, 'kind'>,
  notes: readonly QualityNote[],
): QualityNote[] =>
  notes.filter(
    ({ code, words }) =>
      code !== 'gap' || words['missing'] !== 'accepted' || !NEVER_ACCEPTED.includes(kind),
  );
