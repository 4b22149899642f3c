import { accumulationSignals } from './accumulation-signal.ts';
import { approvalRows } from './approvals.ts';
import type { MilestoneAssessment, Signal } from './assessment.ts';
import { blockedSignals } from './blocked-signal.ts';
import { causesOf } from './causes.ts';
import { complianceSignal } from './compliance-signal.ts';
import { dueSignal } from './due-signal.ts';
import { excused } from './exemption.ts';
import { followUpSignal } from './follow-up-signal.ts';
import { forecastSignal } from './forecast-signal.ts';
import { holdFor } from './hold.ts';
import { lostGateSignal } from './lost-gate-signal.ts';
import { marked } from './marks.ts';
import { noUpdateSignals } from './no-update-signal.ts';
import { outageSignals } from './outage-signal.ts';
import { progressSignal } from './progress-signal.ts';
import { recoverySignal } from './recovery-signal.ts';
import { repeated } from './repetition.ts';
import { safetySignals } from './safety-signal.ts';
import type { Setting } from './setting.ts';
import type { Row } from './signal.ts';
import { startMonthSignal } from './start-month-signal.ts';
import { withdrawnSignal } from './withdrawn-signal.ts';

/** All that speaks for or against a running project, green signals too: no colour without a reason. */
export function assessSignals(setting: Setting): Signal[] {
  const { dossier, definitions, milestones } = setting;
  const rows = [
    ...milestones.flatMap((milestone) => milestoneRows(milestone, setting)),
    ...projectRows(setting),
    ...approvalRows(dossier, definitions),
  ];
  const signals = rows.map((row) => completed(row, setting));
  return [...signals, ...accumulationSignals(signals, setting)];
}

/**
 * What speaks of a project in the pipeline: its own dates say nothing yet; what it waits for is
 * worth knowing and gives it no colour.
 */
export function pipelineSignals(setting: Setting): Signal[] {
  const blocked = blockedSignals(setting).map((row) => {
    const weightless = { contributes: 'none', projectColour: 'green' } as const;
    return completed({ ...row, signal: { ...row.signal, ...weightless } }, setting);
  });
  return [...blocked, ...dangerSignals(setting)];
}

/** What speaks of a project whose clock stands still: danger, and nothing else. */
export const dangerSignals = (setting: Setting): Signal[] =>
  safetySignals(setting).map((row) => completed(row, setting));

function milestoneRows(milestone: MilestoneAssessment, setting: Setting): Row[] {
  const { dossier, definitions, milestones, horizon } = setting;
  const { state, due } = milestone;
  const isAhead = state === 'open' || state === 'reported';
  const dated = due !== undefined && isAhead ? { ...milestone, due } : undefined;
  const hold = holdFor(milestone, definitions);
  const rows = [
    dated && dueSignal(dated, definitions, horizon, hold),
    dated && startMonthSignal(dated, definitions, horizon, hold),
    forecastSignal(milestone, definitions, horizon, dossier),
    withdrawnSignal(milestone, definitions.policy, dossier),
    complianceSignal(milestone, definitions, dossier, milestones),
    lostGateSignal(milestone, definitions, dossier, milestones),
    recoverySignal(milestone, setting),
  ];
  return rows.filter((row) => row !== undefined);
}

/** What speaks of more than one milestone. */
function projectRows(setting: Setting): Row[] {
  const rows = [progressSignal(setting), followUpSignal(setting)];
  return [
    ...blockedSignals(setting),
    ...noUpdateSignals(setting),
    ...safetySignals(setting),
    ...outageSignals(setting),
    ...rows.filter((row) => row !== undefined),
  ];
}

/** What a rule has said, with whom it concerns and what the reader must know of it. */
function completed(row: Row, setting: Setting): Signal {
  const { dossier, definitions, horizon } = setting;
  if (row.signal.colour === 'green') return row.signal;
  const causes = causesOf(row.signal, setting);
  const named = { ...row, signal: { ...row.signal, ...(causes.length > 0 && { causes }) } };
  return excused(marked(repeated(named, setting), dossier, definitions), dossier, horizon);
}
