import type { TellableNotice } from '../domain/alert/message.ts';
import type { Assessment } from '../domain/assessment.ts';
import type { Explanation } from '../domain/explain.ts';
import { explain } from '../domain/explain.ts';
import type { Language } from '../domain/texts.ts';
import type { Day } from '../domain/time.ts';
import type { WaitingRow } from '../readmodel/notices.ts';
import type { Queryable } from '../readmodel/pool.ts';
import { assessmentsOf, tellableAlerts, type TellableAlert } from '../readmodel/tellable-alerts.ts';
import type { Catalogue } from '../schemas/definitions.ts';

/** What a text is made for. */
export interface TextView {
  catalogue: Catalogue;
  language: Language;
  /** In domain time. */
  today: Day;
}

/** Alerts as one reader is told of them, each explained as its project stands now. */
export interface Narrator {
  assessments: Map<string, Assessment>;
  tell: (alert: TellableAlert) => Pick<TellableNotice, 'project' | 'alert' | 'signal' | 'colours'>;
}

/** Reads the projects of these alerts, once each. */
export async function narratorOf(
  client: Queryable,
  alerts: readonly TellableAlert[],
  { catalogue, language, today }: TextView,
): Promise<Narrator> {
  const assessments = await assessmentsOf(
    client,
    alerts.map(({ projectCode }) => projectCode),
  );
  const explanations = new Map<string, Explanation>();
  const explained = (code: string, assessment: Assessment) => {
    const known = explanations.get(code) ?? explain(assessment, today, language);
    explanations.set(code, known);
    return known;
  };
  return {
    assessments,
    tell({ alertId, projectCode, standing }) {
      const assessment = assessments.get(projectCode);
      const signals = assessment ? explained(projectCode, assessment).signals : [];
      const signal = signals.find(({ id }) => id === standing.id);
      const colours = catalogue.policies.get(standing.policy.id)?.colours;
      return {
        project: { code: projectCode, name: assessment?.name ?? projectCode },
        alert: { id: alertId, standing },
        ...(signal && { signal }),
        ...(colours && { colours }),
      };
    },
  };
}

/** Waiting notices by what becomes of them. */
export interface SortedNotices {
  /** With what their text needs. */
  tellable: { row: WaitingRow; notice: TellableNotice }[];
  /** Of digests, whose content is what is open when they are told. */
  digests: WaitingRow[];
  /** What they tell of is over, or said by another alert meanwhile. */
  over: number[];
}

/** Finds out what there is still to say: nobody is disturbed for what the facts have cleared. */
export async function sortNotices(
  client: Queryable,
  waiting: readonly WaitingRow[],
  view: TextView,
): Promise<SortedNotices> {
  const ids = waiting.flatMap(({ alertId }) => (alertId === null ? [] : [alertId]));
  const alerts = ids.length === 0 ? [] : await tellableAlerts(client, ids);
  const { tell } = await narratorOf(client, alerts, view);
  const sorted: SortedNotices = { tellable: [], digests: [], over: [] };
  for (const row of waiting) {
    const { kind, stepId, how, insteadOf, words } = row;
    const alert = alerts.find(({ alertId }) => alertId === row.alertId);
    if (kind === 'daily' || kind === 'weekly') sorted.digests.push(row);
    else if (row.alertId !== null && !(alert && isToBeTold(alert))) sorted.over.push(row.id);
    else {
      const notice: TellableNotice = {
        ...{ kind, stepId, how, words },
        ...(insteadOf !== null && { insteadOf }),
        ...(alert && tell(alert)),
      };
      sorted.tellable.push({ row, notice });
    }
  }
  return sorted;
}

const isToBeTold = ({ standing: { state, hiddenBy } }: TellableAlert): boolean =>
  state === 'open' && hiddenBy === undefined;
