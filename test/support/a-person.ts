import type { PersonRow } from '../../readmodel/people.ts';

/** A person of the park without an office, an address or a substitute. */
export const aPerson = (id: string, over: Partial<PersonRow> = {}): PersonRow => ({
  ...{ id, name: id, offices: [], language: 'zh', addresses: {}, channels: [] },
  ...{ quiet: null, substitute: null, departments: [], projects: [], active: true, sample: false },
  ...over,
});
