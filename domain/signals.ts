import type { MilestoneAssessment, Reason, Signal } from './assessment.ts';
import type { ColourPolicy, Definitions } from './definitions.ts';
import { dueSignal, holdOf } from './due-signal.ts';
import type { Hold } from './due-signal.ts';
import { forecastSignal } from './forecast-signal.ts';
import type { Horizon } from './horizon.ts';
import { createSignal } from './signal.ts';

/** All that speaks for or against a running project, green signals too: no colour without a reason. */
export function assessSignals(
  milestones: readonly MilestoneAssessment[],
  definitions: Definitions,
  horizon: Horizon,
): Signal[] {
  return milestones.flatMap((milestone) => {
    const { state, due } = milestone;
    const dated = due !== undefined && (state === 'open' || state === 'reported');
    const hold = holdFor(milestone, definitions);
    const rows = [
      dated ? dueSignal({ ...milestone, due }, definitions, horizon, hold) : undefined,
      forecastSignal(milestone, definitions, horizon),
      withdrawnSignal(milestone, definitions.policy),
      complianceSignal(milestone, definitions.policy),
    ];
    return rows.filter((row) => row !== undefined);
  });
}

/** The hold of a milestone that is reported and not yet confirmed. */
export function holdFor(
  { reportedOn }: MilestoneAssessment,
  definitions: Definitions,
): Hold | undefined {
  return reportedOn === undefined ? undefined : holdOf(reportedOn, definitions);
}

// A certificate or report was taken back, and nobody has decided yet whether the stage goes back too.
function withdrawnSignal(milestone: MilestoneAssessment, policy: ColourPolicy): Signal | undefined {
  const rule = policy.rules.withdrawn;
  if (milestone.state !== 'withdrawn' || !rule) return undefined;
  return createSignal(milestone, policy, {
    kind: 'withdrawn',
    colour: rule.colour,
    rule,
    reason: plainReason('withdrawn', milestone),
    flips: [{ by: 'decide', milestone: milestone.code, colour: 'green' }],
  });
}

// Works began with a permit missing (未批先建): for the few who must know, never "approved to go".
function complianceSignal(
  milestone: MilestoneAssessment,
  policy: ColourPolicy,
): Signal | undefined {
  const rule = policy.rules.compliance;
  if (milestone.state !== 'withoutPermit' || !rule) return undefined;
  const row = createSignal(milestone, policy, {
    kind: 'compliance',
    colour: rule.colour,
    rule,
    reason: plainReason('worksWithoutPermit', milestone),
    flips: [
      { by: 'gate', milestone: milestone.code, colour: 'green' },
      { by: 'decide', milestone: milestone.code, colour: 'green' },
    ],
  });
  return { ...row, restricted: true };
}

function plainReason(
  code: Reason['code'],
  { code: milestone, actual }: MilestoneAssessment,
): Reason {
  return { code, numbers: {}, days: actual === undefined ? {} : { actual }, words: { milestone } };
}
