import type { TellableNotice } from '../domain/alert/message.ts';
import type { Office } from '../domain/alert/recipients.ts';
import type { Assessment } from '../domain/assessment.ts';
import type { Queryable } from '../readmodel/pool.ts';
import { openAlerts, type TellableAlert } from '../readmodel/tellable-alerts.ts';
import { narratorOf, type TextView } from './tellable.ts';

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
// Restricted signals are for the people of the project, division leaders and the supervision office.
const SEES_RESTRICTED: readonly Office[] = ['divisionLeader', 'supervision'];

/** What is open of all that concerns a reader; nothing restricted beyond those who may see it. */
export async function digestContent(
  client: Queryable,
  reader: DigestReader,
  view: TextView,
): Promise<TellableNotice[]> {
  const alerts = (await openAlerts(client)).filter(
    ({ standing }) => standing.state === 'open' && standing.hiddenBy === undefined,
  );
  const codes = alerts.map(({ projectCode }) => projectCode);
  const { assessments, tell } = await narratorOf(client, codes, view);
  return alerts
    .filter((alert) => concerns(alert, assessments.get(alert.projectCode), reader))
    .map((alert) => ({
      ...({ kind: 'note', stepId: alert.alertId, how: 'digest' } as const),
      ...tell(alert),
    }));
}

function concerns(
  { restricted }: TellableAlert,
  assessment: Assessment | undefined,
  { id, offices, isGroup }: DigestReader,
): boolean {
  if (isGroup) return !restricted;
  if (Object.values(assessment?.people ?? {}).includes(id)) return true;
  const isForAll = offices.some((office) => FOR_ALL.includes(office));
  return isForAll && (!restricted || offices.some((office) => SEES_RESTRICTED.includes(office)));
}
