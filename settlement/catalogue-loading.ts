import type { Pool } from 'pg';
import { domainNow } from '../readmodel/clock.ts';
import {
  addDefinitions,
  listDefinitions,
  lockDefinitions,
  putInForce,
  type LoadedDefinition,
} from '../readmodel/definitions.ts';
import { inTransaction } from '../readmodel/pool.ts';
import { rowsOf, type DefinitionRow } from '../schemas/definition-rows.ts';
import type { Catalogue } from '../schemas/definitions.ts';

/** A file says something else than what was loaded before under the same version; the message names each. */
export class DefinitionConflict extends Error {
  override readonly name = 'DefinitionConflict';

  constructor(conflicts: readonly { file: DefinitionRow; loaded: LoadedDefinition }[]) {
    const lines = conflicts.map(
      ({ file: { kind, id, version, hash }, loaded }) =>
        `${kind} "${id}" ${version}: was ${short(loaded.hash)}, is ${short(hash)} now`,
    );
    super(
      `Definitions were changed without a new version:\n  ${lines.join('\n  ')}\n` +
        'Restore the files, or give the changed ones another version.',
    );
  }
}

/**
 * Adds the versions of this program's files to those of the database, for every process at its start.
 * What has no version in force yet comes into force at once, since nobody can follow it; a newer
 * version waits for a recheck. Throws DefinitionConflict for a known version with another content.
 */
export async function loadIntoDatabase(
  pool: Pool,
  catalogue: Catalogue,
  clockOffsetMs: number,
): Promise<void> {
  const files = rowsOf(catalogue);
  await inTransaction(pool, async (client) => {
    await lockDefinitions(client);
    const loaded = await listDefinitions(client);
    refuseConflicts(files, loaded);
    await addDefinitions(client, files.filter(isNew(loaded)));
    const first = files.filter(({ kind, id }) => !loaded.some(inForceAs(kind, id)));
    if (first.length > 0) await putInForce(client, first, await domainNow(client, clockOffsetMs));
  });
}

function refuseConflicts(files: readonly DefinitionRow[], loaded: readonly LoadedDefinition[]) {
  const conflicts = files.flatMap((file) => {
    const known = loaded.find(isVersion(file));
    return known && known.hash !== file.hash ? [{ file, loaded: known }] : [];
  });
  if (conflicts.length > 0) throw new DefinitionConflict(conflicts);
}

const isNew = (loaded: readonly LoadedDefinition[]) => (file: DefinitionRow) =>
  !loaded.some(isVersion(file));

const isVersion =
  ({ kind, id, version }: DefinitionRow) =>
  (one: LoadedDefinition): boolean =>
    one.kind === kind && one.id === id && one.version === version;

// Whatever its id, a calendar takes the place of the one in force.
const inForceAs =
  (kind: DefinitionRow['kind'], id: string) =>
  (one: LoadedDefinition): boolean =>
    one.inForce && one.kind === kind && (kind === 'calendar' || one.id === id);

const short = (hash: string): string => hash.slice(0, 12);
