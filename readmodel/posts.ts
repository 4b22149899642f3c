import type { Assessment } from '../domain/assessment.ts';
import type { Queryable } from './pool.ts';

/** Who holds which post of a project. */
export type Posts = Assessment['people'];

/** Who holds which post of a project, as its last settle knew them; none before the first. */
export async function postsOf(client: Queryable, subject: string): Promise<Posts> {
  const { rows } = await client.query<{ posts: Posts }>(
    `select assessment->'people' as posts from snapshot where subject = $1`,
    [subject],
  );
  return rows[0]?.posts ?? {};
}

/** Who holds which post, of each project that is not closed; each combination once. */
export async function postsOfOpenProjects(client: Queryable): Promise<Posts[]> {
  const { rows } = await client.query<{ posts: Posts }>(
    `select distinct on (assessment->>'people') assessment->'people' as posts
     from snapshot join subject on subject.id = snapshot.subject where not subject.closed`,
  );
  return rows.map(({ posts }) => posts);
}
