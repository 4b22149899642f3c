import { kindOf } from '../readmodel/subject-id.ts';
import type { TimelineRow } from '../readmodel/timeline.ts';
import type { TimelineItem } from './responses.ts';

/** A line of a timeline as the API tells it. */
export const timelineItem = (row: TimelineRow): TimelineItem => ({
  id: String(row.id),
  project: row.projectCode,
  ...(kindOf(row.subject) === 'approval' && { approval: row.subject }),
  revision: row.revision,
  kind: row.kind,
  object: row.object,
  from: row.from,
  to: row.to,
  detail: row.detail,
  at: row.at,
  cause: row.cause,
  fact: row.fact,
});
