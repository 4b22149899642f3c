import { isDeepStrictEqual } from 'node:util';
import type { Assessment } from '../../domain/assessment.ts';
import type { GoldenFile } from './golden-file.ts';
import type { Sight } from './story.ts';

const RECORD =
  'record anew with `npm run golden:record`, look at the difference, and say in CHANGELOG.md who will see another outcome.';

/**
 * What is wrong with a recorded story, and what to do about it: an outcome that changed without a
 * new CORE_VERSION, or a record of another version. Nothing if it stands.
 */
export function goldenFault(
  name: string,
  { coreVersion, sights, facts }: GoldenFile,
  current: { coreVersion: number; say: (facts: GoldenFile['facts'], sight: Sight) => Assessment },
): string | undefined {
  if (coreVersion !== current.coreVersion) {
    return `${name} was recorded under CORE_VERSION ${coreVersion}, this core is ${current.coreVersion}: ${RECORD}`;
  }
  const changed = sights.filter(
    ({ assessment, ...sight }) => !isDeepStrictEqual(current.say(facts, sight), assessment),
  );
  if (changed.length === 0) return undefined;
  const days = changed.map(({ now }) => now).join(', ');
  return `${name} has another outcome on ${days} under the same CORE_VERSION: raise CORE_VERSION in domain/assessment.ts, ${RECORD}`;
}
