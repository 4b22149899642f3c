import type { Day } from '../domain/time.ts';
import type { LoadedDefinition } from '../readmodel/definitions.ts';
import type { DefinitionChange } from '../readmodel/rechecks.ts';

/** What a recheck would put in force. */
export interface RecheckPlan {
  changes: DefinitionChange[];
  /** Versions that are loaded and may not come into force yet. */
  later: (DefinitionChange & { effectiveFrom: Day })[];
}

/**
 * Of each definition the newest version that was loaded after the one in force, by the day `today`:
 * a policy version waits for its `effectiveFrom`.
 */
export function planRecheck(loaded: readonly LoadedDefinition[], today: Day): RecheckPlan {
  const plan: RecheckPlan = { changes: [], later: [] };
  for (const current of loaded.filter(({ inForce }) => inForce)) {
    const newer = loaded.filter((one) => one.seq > current.seq && isSamePlace(one, current));
    const ready = newer.filter(({ effectiveFrom }) => (effectiveFrom ?? '') <= today).at(-1);
    if (ready) plan.changes.push(changeOf(current, ready));
    for (const one of newer) {
      const { seq, effectiveFrom } = one;
      if (effectiveFrom === null || effectiveFrom <= today || seq < (ready?.seq ?? 0)) continue;
      plan.later.push({ ...changeOf(current, one), effectiveFrom });
    }
  }
  return plan;
}

// There is one calendar, whatever its id.
const isSamePlace = (a: LoadedDefinition, b: LoadedDefinition): boolean =>
  a.kind === b.kind && (a.kind === 'calendar' || a.id === b.id);

const changeOf = (current: LoadedDefinition, { kind, id, version }: LoadedDefinition) => ({
  kind,
  id,
  from: current.id === id ? current.version : `${current.id} ${current.version}`,
  to: version,
});
