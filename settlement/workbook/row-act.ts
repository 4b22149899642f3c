import { createHash } from 'node:crypto';
import type { Post } from '../../domain/fact.ts';
import type { Day } from '../../domain/time.ts';
import { canonicalJson } from '../../schemas/canonical-json.ts';
import type { RegistrationRequest } from '../../schemas/registration.ts';

/** What a confirmed row does. */
export type RowAct =
  | { type: 'register'; registration: RegistrationRequest }
  | { type: 'requestPlanChange'; milestone: string; from: Day | null; to: Day }
  | { type: 'forecast'; milestone: string; date: Day }
  | { type: 'recordMilestone'; milestone: string; date: Day }
  | { type: 'assign'; post: Post; person: string; from: Day }
  | { type: 'reportField'; field: ReportField; value: string };

/** What lists and reports carry of a project that the engine decides nothing by. */
export const REPORT_FIELDS = [
  'content',
  'unit',
  'siteAreaSquareMetres',
  'floorAreaSquareMetres',
] as const;
export type ReportField = (typeof REPORT_FIELDS)[number];

/**
 * The id of an act's command: the same for the same act on the same standing, so that a repeated
 * confirmation repeats the command. A plan change is asked for once, whatever has happened since.
 * `revision`: of the project when its row was looked at.
 */
export function actCommandId(code: string, act: RowAct, revision: number): string {
  const isOnceForGood = act.type === 'register' || act.type === 'requestPlanChange';
  const said = canonicalJson({ act, ...(!isOnceForGood && { revision }) });
  return `import/${code}/${createHash('sha256').update(said).digest('hex').slice(0, 16)}`;
}
