import type { Assessment, MilestoneAssessment, Signal } from '../domain/assessment.ts';
import type { AlertRow } from '../readmodel/alerts.ts';
import type { TimelineRow } from '../readmodel/timeline.ts';
import { sees, seesPart, type Sight } from './sight.ts';

/** An assessment without what the caller may not see: lawless works, money, and what is said within the park. */
export function assessmentFor(sight: Sight, assessment: Assessment): Assessment {
  const { code } = assessment;
  const lawful = seesPart(sight, 'compliance', code) ? assessment : withoutCompliance(assessment);
  const told = seesPart(sight, 'remarks', code) ? lawful : withoutRemarks(lawful);
  return seesPart(sight, 'money', code) ? told : withoutMoney(told);
}

/** The signal that gives a project its colour, unless it is withheld. */
export const leadingFor = (sight: Sight, code: string, signal: Signal | null): Signal | null =>
  signal?.restricted === true && !seesPart(sight, 'compliance', code) ? null : signal;

/** Whether an alert is shown at all. */
export const isAlertSeen = (
  sight: Sight,
  { projectCode, restricted }: Pick<AlertRow, 'projectCode' | 'restricted'>,
): boolean =>
  sees(sight, projectCode) && (!restricted || seesPart(sight, 'compliance', projectCode));

/** A line of a story as the caller may see it; nothing where it is withheld whole. */
export function timelineRowFor(sight: Sight, row: TimelineRow): TimelineRow | undefined {
  const { projectCode: code } = row;
  if (!sees(sight, code)) return undefined;
  const knowsRemarks = seesPart(sight, 'remarks', code);
  if (!knowsRemarks && REMARKS.includes(row.kind)) return undefined;
  const isSecret = !seesPart(sight, 'compliance', code) && isCompliance(row);
  if (isSecret && row.kind !== 'colourChanged') return undefined;
  return isSecret || !knowsRemarks ? { ...row, detail: null } : row;
}

function withoutCompliance(assessment: Assessment): Assessment {
  const { leading } = assessment;
  const signals = assessment.signals.filter(({ restricted }) => restricted !== true);
  return {
    ...(signals.some(({ id }) => id === leading) ? assessment : without(assessment, 'leading')),
    signals,
    findings: assessment.findings.filter(({ restricted }) => restricted !== true),
    milestones: assessment.milestones.map(lawfulMilestone),
  };
}

// It waits for a decision as a reported one does.
const lawfulMilestone = (milestone: MilestoneAssessment): MilestoneAssessment =>
  milestone.state === 'withoutPermit' ? { ...milestone, state: 'reported' } : milestone;

function withoutRemarks(assessment: Assessment): Assessment {
  const { override, progress, milestones } = assessment;
  return {
    ...without(assessment, 'instructions', 'lastUpdate'),
    ...(override && { override: { ...override, reason: '' } }),
    ...(progress && { progress: without(progress, 'text') }),
    milestones: milestones.map((one) => without(one, 'notApplicableBecause')),
  };
}

function withoutMoney(assessment: Assessment): Assessment {
  const { progress } = assessment;
  const isOfMoney = ({ reason }: Signal) => reason.words['measure'] === 'investment';
  return {
    ...assessment,
    ...(progress && { progress: without(progress, 'investedToDate') }),
    signals: assessment.signals.filter((signal) => !isOfMoney(signal)),
  };
}

function without<T extends object, K extends keyof T>(object: T, ...names: K[]): Omit<T, K> {
  const kept = Object.entries(object).filter(([name]) => !names.some((one) => one === name));
  // Entries have lost the types that the signature keeps.
  return Object.fromEntries(kept) as Omit<T, K>;
}

const REMARKS: readonly TimelineRow['kind'][] = ['instructed', 'instructionReported'];

const isCompliance = ({ object, from, to, detail }: TimelineRow): boolean =>
  [object, detail?.['leading'], detail?.['alertId']].some(isOfCompliance) ||
  [from, to].includes('withoutPermit');

// Of a signal, an alert, or a soft gate that was passed over.
const isOfCompliance = (text: unknown): boolean =>
  typeof text === 'string' && /(^|\/)compliance(\/|$)|^softGateOpen\//.test(text);
