import { approvalSignals } from './approvals.ts';
import type { MilestoneAssessment, Signal } from './assessment.ts';
import { complianceSignal } from './compliance-signal.ts';
import type { Definitions } from './definitions.ts';
import type { Dossier } from './dossier.ts';
import { dueSignal, holdOf } from './due-signal.ts';
import type { Hold } from './due-signal.ts';
import { forecastSignal } from './forecast-signal.ts';
import type { Horizon } from './horizon.ts';
import { lostGateSignal } from './lost-gate-signal.ts';
import { marked } from './marks.ts';
import { withdrawnSignal } from './withdrawn-signal.ts';

/** All that speaks for or against a running project, green signals too: no colour without a reason. */
export function assessSignals(
  dossier: Dossier,
  milestones: readonly MilestoneAssessment[],
  definitions: Definitions,
  horizon: Horizon,
): Signal[] {
  const own = milestones.flatMap((milestone) => {
    const { code, state, due } = milestone;
    const dated = due !== undefined && (state === 'open' || state === 'reported');
    const hold = holdFor(milestone, definitions);
    const rows = [
      dated ? dueSignal({ ...milestone, due }, definitions, horizon, hold) : undefined,
      forecastSignal(milestone, definitions, horizon, dossier.forecasts[code]?.on),
      withdrawnSignal(milestone, definitions.policy, dossier),
      complianceSignal(milestone, definitions, dossier, milestones),
      lostGateSignal(milestone, definitions, dossier, milestones),
    ];
    return rows.flatMap((row) => (row ? [marked(row, dossier, definitions)] : []));
  });
  return [...own, ...approvalSignals(dossier, definitions)];
}

/** The hold of a milestone that is reported and not yet confirmed. */
export function holdFor(
  { reportedOn }: MilestoneAssessment,
  definitions: Definitions,
): Hold | undefined {
  return reportedOn === undefined ? undefined : holdOf(reportedOn, definitions);
}
