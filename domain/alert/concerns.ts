import type { Assessment } from '../assessment.ts';
import type { Office } from './recipients.ts';

/** Who reads a digest: a person with the offices held, or a group. */
export interface DigestReader {
  id: string;
  offices: readonly Office[];
  isGroup: boolean;
}

// Who looks after all projects of the park; everybody else sees those in which they hold a post.
const FOR_ALL: readonly Office[] = [
  'team',
  'mainLeader',
  'supervision',
  'administrator',
  'auditor',
];
const SEES_PIPELINE = FOR_ALL.filter((office) => office !== 'supervision');
// Restricted signals are for the people of the project, division leaders and the supervision office.
const SEES_RESTRICTED: readonly Office[] = ['divisionLeader', 'supervision'];

/** Whether an alert of a project with these posts belongs into a reader's digest; groups and supervision know nothing of the pipeline. */
export function concerns(
  {
    restricted,
    pipeline,
    posts,
  }: { restricted: boolean; pipeline: boolean; posts: Assessment['people'] },
  { id, offices, isGroup }: DigestReader,
): boolean {
  if (isGroup) return !restricted && !pipeline;
  if (Object.values(posts).includes(id)) return true;
  const allowed = pipeline ? SEES_PIPELINE : FOR_ALL;
  const isForAll = offices.some((office) => allowed.includes(office));
  return isForAll && (!restricted || offices.some((office) => SEES_RESTRICTED.includes(office)));
}
