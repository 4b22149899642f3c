import type { Instant } from '../domain/time.ts';
import type { Queryable } from './pool.ts';

/** A map of columns under the name that a person gave it. */
export interface SavedSheetMap<Body = unknown> {
  name: string;
  body: Body;
  savedBy: string;
  savedAt: Instant;
}

const COLUMNS = 'name, body, saved_by as "savedBy", saved_at as "savedAt"';

/** Every map, by name. */
export async function listSheetMaps<Body>(client: Queryable): Promise<SavedSheetMap<Body>[]> {
  const { rows } = await client.query<SavedSheetMap<Body>>(
    `select ${COLUMNS} from sheet_map order by name`,
  );
  return rows;
}

/** The map of that name; `undefined` if there is none. */
export async function findSheetMap<Body>(
  client: Queryable,
  name: string,
): Promise<SavedSheetMap<Body> | undefined> {
  const { rows } = await client.query<SavedSheetMap<Body>>(
    `select ${COLUMNS} from sheet_map where name = $1`,
    [name],
  );
  return rows[0];
}

/** Saves a map over the one of its name. */
export async function saveSheetMap(client: Queryable, map: SavedSheetMap): Promise<void> {
  await client.query(
    `insert into sheet_map (name, body, saved_by, saved_at) values ($1, $2, $3, $4)
     on conflict (name) do update set body = excluded.body, saved_by = excluded.saved_by,
       saved_at = excluded.saved_at`,
    [map.name, JSON.stringify(map.body), map.savedBy, map.savedAt],
  );
}
