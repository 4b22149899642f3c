import type { Recipients } from '../domain/alert/case.ts';
import type { Told } from '../domain/alert/recipients.ts';
import { resolveRecipients } from '../domain/alert/recipients.ts';
import type { Day } from '../domain/time.ts';
import { listPeople, memberOf } from '../readmodel/people.ts';
import type { Queryable } from '../readmodel/pool.ts';
import { postsOf } from '../readmodel/posts.ts';
import { projectSubject } from '../readmodel/subject-id.ts';

/** Who is told on a day of what a project's alert says, each person once; posts as its last settle knew them. */
export async function recipientsOf(
  client: Queryable,
  { projectCode, to, today }: { projectCode: string; to: Recipients; today: Day },
): Promise<Told[]> {
  const posts = await postsOf(client, projectSubject(projectCode));
  const members = (await listPeople(client)).map(memberOf);
  return resolveRecipients(to, { posts, members, today });
}
