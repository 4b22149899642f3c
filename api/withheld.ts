import type { Assessment, MilestoneAssessment, Signal } from '../domain/assessment.ts';
import type { ChainedFact, Grounded } from '../domain/grounded-signal.ts';
import type { AlertRow, SeenAlerts } from '../readmodel/alerts.ts';
import type { TimelineRow } from '../readmodel/timeline.ts';
import type { PlanDependency } from './page-responses.ts';
import { sees, seesPart, type Sight } from './sight.ts';

/** An assessment without what the caller may not see: lawless works, money, and what is said within the park. */
export function assessmentFor(sight: Sight, assessment: Assessment): Assessment {
  const { code } = assessment;
  const lawful = seesPart(sight, 'compliance', code) ? assessment : withoutCompliance(assessment);
  const told = seesPart(sight, 'remarks', code) ? lawful : withoutRemarks(lawful);
  return withoutMoneyFor(sight, told);
}

/** An assessment without figures of investment, where the caller may not see them. */
export const withoutMoneyFor = (sight: Sight, assessment: Assessment): Assessment =>
  seesPart(sight, 'money', assessment.code) ? assessment : withoutMoney(assessment);

/** The signal that gives a project its colour, unless it is withheld; the colour itself is everybody's. */
export function leadingFor(sight: Sight, code: string, signal: Signal | null): Signal | null {
  if (signal?.restricted === true && !seesPart(sight, 'compliance', code)) return null;
  return signal && isOfMoney(signal) && !seesPart(sight, 'money', code) ? null : signal;
}

/** The alerts that lists show: as `isAlertSeen` says of one. */
export const alertsSeen = (sight: Sight): SeenAlerts => ({
  ...sight,
  restricted: sight.parts.compliance,
});

/** Whether an alert is shown at all: a restricted one to few, and to whom one of them has handed it over. */
export function isAlertSeen(
  sight: Sight,
  { projectCode, restricted, standing }: Pick<AlertRow, 'projectCode' | 'restricted' | 'standing'>,
): boolean {
  if (!sees(sight, projectCode)) return false;
  const to = standing?.delegated?.to;
  const isHanded = to !== undefined && sight.handedTo.includes(to);
  return !restricted || isHanded || seesPart(sight, 'compliance', projectCode);
}

/** What a project waits for: of a project that the caller does not see, its code and dates alone. */
export const dependenciesFor = (
  sight: Sight,
  dependencies: readonly PlanDependency[],
): PlanDependency[] =>
  dependencies.map((one) => (sees(sight, one.on) ? one : { ...one, onName: null }));

/** What a signal stands on without the facts of projects that the caller does not see. */
export const groundsFor = (sight: Sight, grounds: Grounded): Grounded => ({
  ...grounds,
  facts: chainFor(sight, grounds.facts),
});

function chainFor(sight: Sight, facts: readonly ChainedFact[]): ChainedFact[] {
  return facts.map(({ rests, ...fact }) => {
    const isSeen = fact.upstream !== null && sees(sight, fact.upstream.project);
    return rests && isSeen ? { ...fact, rests: chainFor(sight, rests) } : fact;
  });
}

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
  const signals = assessment.signals.filter(({ restricted }) => restricted !== true);
  return {
    ...leadingAmong(signals, assessment),
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
  const signals = assessment.signals.filter((signal) => !isOfMoney(signal));
  return {
    ...leadingAmong(signals, assessment),
    ...(progress && { progress: without(progress, 'investedToDate') }),
    signals,
  };
}

const isOfMoney = ({ reason }: Signal): boolean => reason.words['measure'] === 'investment';

const leadingAmong = (signals: readonly Signal[], assessment: Assessment): Assessment =>
  signals.some(({ id }) => id === assessment.leading) ? assessment : without(assessment, 'leading');

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
