import type { TellableNotice } from '../domain/alert/message.ts';
import { isToBeTold } from '../domain/alert/asked-of.ts';
import { signalOf } from '../domain/alert/fold-commands.ts';
import { turnsBlueOn } from '../domain/alert/told-ahead.ts';
import type { Assessment } from '../domain/assessment.ts';
import type { Explanation } from '../domain/explain.ts';
import { explain } from '../domain/explain.ts';
import { present } from '../domain/present.ts';
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
  /** Of a signal that is still green; nothing once it does not turn blue on that day any more. */
  tellAhead: (
    row: WaitingRow,
  ) => Pick<TellableNotice, 'project' | 'signal' | 'colours'> | undefined;
}

/** Reads these projects, once each. */
export async function narratorOf(
  client: Queryable,
  codes: readonly string[],
  { catalogue, language, today }: TextView,
): Promise<Narrator> {
  const assessments = await assessmentsOf(client, codes);
  const explanations = new Map<string, Explanation>();
  const explained = (code: string, assessment: Assessment) => {
    const known = explanations.get(code) ?? explain(assessment, today, language);
    explanations.set(code, known);
    return known;
  };
  const coloursOf = (policy: string) =>
    present({ colours: catalogue.policies.get(policy)?.colours });
  return {
    assessments,
    tellAhead({ projectCode, alertId, words }) {
      const assessment = assessments.get(projectCode ?? '');
      const id = signalOf(alertId ?? '');
      const signal = assessment?.signals.find((one) => one.id === id);
      if (!assessment || !signal || turnsBlueOn(signal) !== words['day']) return undefined;
      const told = explained(assessment.code, assessment).signals.find((one) => one.id === id);
      return {
        project: projectOf(assessment),
        ...(told && { signal: told }),
        ...coloursOf(signal.rule.policy.id),
      };
    },
    tell({ alertId, projectCode, standing }) {
      const assessment = assessments.get(projectCode);
      const signals = assessment ? explained(projectCode, assessment).signals : [];
      const signal = signals.find(({ id }) => id === standing.id);
      return {
        project: assessment ? projectOf(assessment) : { code: projectCode, name: projectCode },
        alert: { id: alertId, standing },
        ...(signal && { signal }),
        ...coloursOf(standing.policy.id),
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
  const codes = waiting.flatMap(({ projectCode }) => projectCode ?? []);
  const narrator = await narratorOf(client, codes, view);
  const sorted: SortedNotices = { tellable: [], digests: [], over: [] };
  for (const row of waiting) {
    const { kind, stepId, how, insteadOf, words } = row;
    if (kind === 'daily' || kind === 'weekly') {
      sorted.digests.push(row);
      continue;
    }
    const about = aboutOf(row, alerts, narrator);
    if (!about) {
      sorted.over.push(row.id);
      continue;
    }
    const inStead = insteadOf !== null && { insteadOf };
    sorted.tellable.push({
      row,
      notice: { ...{ kind, stepId, how, words }, ...inStead, ...about },
    });
  }
  return sorted;
}

// Nobody is asked about a project that is over.
function aboutProject(
  { projectCode }: WaitingRow,
  { assessments }: Narrator,
): Partial<TellableNotice> | undefined {
  const assessment = assessments.get(projectCode ?? '');
  if (!assessment || assessment.closed) return undefined;
  return { project: projectOf(assessment) };
}

/** What a notice is about; nothing when it is over. */
function aboutOf(
  row: WaitingRow,
  alerts: readonly TellableAlert[],
  narrator: Narrator,
): Partial<TellableNotice> | undefined {
  if (row.kind === 'ahead') return narrator.tellAhead(row);
  if (row.kind === 'reminder') return aboutProject(row, narrator);
  if (row.alertId === null) return {};
  const alert = alerts.find(({ alertId }) => alertId === row.alertId);
  return alert && isToBeTold(alert.standing, row.stepId) ? narrator.tell(alert) : undefined;
}

/** A project as its messages name it; one that is made up is marked so in each. */
const projectOf = ({ code, name, sample }: Assessment): NonNullable<TellableNotice['project']> => ({
  ...{ code, name },
  ...(sample && { sample }),
});
