import type { Instant } from '../domain/time.ts';
import type { Queryable } from './pool.ts';

/** A filter that a person keeps under a name. */
export interface SavedView {
  id: string;
  person: string;
  /** Which page it is of, such as `projects`. */
  page: string;
  name: string;
  /** The search part of the address, without `?`. */
  query: string;
  /** Real time. */
  savedAt: Instant;
}

const COLUMNS = `id::text as id, person, page, name, query, saved_at as "savedAt"`;

/** The views of a person by page and name; of one page, if it is named. */
export async function viewsOf(
  client: Queryable,
  person: string,
  page: string | undefined,
): Promise<SavedView[]> {
  const { rows } = await client.query<SavedView>(
    `select ${COLUMNS} from saved_view where person = $1 and ($2::text is null or page = $2)
     order by page, name`,
    [person, page ?? null],
  );
  return rows;
}

/** Keeps a view, over the one that the person has of this page under the same name; `undefined` when it would be one too many. */
export async function saveView(
  client: Queryable,
  { person, page, name, query }: Omit<SavedView, 'id' | 'savedAt'>,
  most: number,
): Promise<SavedView | undefined> {
  const { rows } = await client.query<SavedView>(
    `insert into saved_view (person, page, name, query)
     select $1, $2, $3, $4
     where (select count(*) from saved_view where person = $1 and (page, name) <> ($2, $3)) < $5
     on conflict (person, page, name)
       do update set query = excluded.query, saved_at = excluded.saved_at
     returning ${COLUMNS}`,
    [person, page, name, query, most],
  );
  return rows[0];
}

/** Removes a view of that person; false when there is none. */
export async function deleteView(
  client: Queryable,
  { person, id }: { person: string; id: string },
): Promise<boolean> {
  const { rowCount } = await client.query('delete from saved_view where person = $1 and id = $2', [
    person,
    id,
  ]);
  return rowCount === 1;
}
