import { assessApprovals, expectedByApprovals } from './approvals.ts';
import type { Assessment, Signal, Status } from './assessment.ts';
import { CORE_VERSION } from './assessment.ts';
import { assessBenchmarks } from './benchmarks.ts';
import { leadingSignal } from './colour.ts';
import { definitionRef, type Definitions } from './definitions.ts';
import { assessDependencies, expectDates } from './dependencies.ts';
import type { Dossier } from './dossier.ts';
import type { Registration } from './fact.ts';
import { assessFindings } from './findings.ts';
import { createHorizon } from './horizon.ts';
import { assessInstructions } from './instructions.ts';
import { assessMilestones } from './milestones.ts';
import { withOverride } from './override.ts';
import { peopleOf } from './people.ts';
import { present } from './present.ts';
import type { Setting } from './setting.ts';
import { assessSignals, dangerSignals, pipelineSignals } from './signals.ts';
import { standingOf, statusOf } from './stage.ts';
import type { Instant } from './time.ts';
import { dayOf } from './time.ts';

/** Nothing can be said of a project that nobody has registered. */
export class NotRegistered extends Error {
  constructor() {
    super('The facts hold no registration of this project.');
    this.name = 'NotRegistered';
  }
}

/**
 * What the engine says of a project at `now`: it holds unchanged until `nextChangeAt`, so it speaks
 * of dates and never of days left. `closed` is the latch of the shell: a closed project stays
 * closed whatever facts come later.
 *
 * @throws NotRegistered
 */
export function assess(
  dossier: Dossier,
  definitions: Definitions,
  now: Instant,
  { closed }: { closed: boolean },
): Assessment {
  const { registration } = dossier;
  if (!registration) throw new NotRegistered();
  const horizon = createHorizon(dayOf(now));
  const drafts = assessMilestones(dossier, definitions, horizon);
  const dependencies = assessDependencies(dossier, drafts);
  const milestones = expectDates(drafts, dependencies, approvalDates(dossier, definitions));
  const status = statusOf(dossier, definitions.template, milestones, horizon, closed);
  const coloured = isColoured(status, definitions);
  const signals = signalsOf(status, { dossier, milestones, dependencies, definitions, horizon });
  const leading = coloured ? leadingSignal(signals) : undefined;
  const done = closed || status === 'completed' || status === 'terminated';
  return present({
    ...identity(registration, definitions),
    ...standingOf(definitions.template, milestones),
    status,
    closed: done,
    ...withOverride(coloured ? (leading?.projectColour ?? 'green') : null, dossier, horizon),
    leading: leading?.id,
    milestones,
    signals,
    findings: assessFindings(dossier, milestones, dependencies, definitions),
    dependencies,
    benchmarks: assessBenchmarks(definitions.template, milestones),
    approvals: assessApprovals(dossier, definitions, { milestones, status, horizon }),
    people: peopleOf(dossier, horizon),
    progress: latestProgress(dossier),
    instructions: assessInstructions(dossier),
    lastUpdate: dossier.update,
    nextChangeAt: done ? undefined : horizon.next(),
  });
}

const approvalDates = (dossier: Dossier, { approval }: Definitions) =>
  approval ? expectedByApprovals(dossier) : {};

/** Grey while paused or closed; dates of a pipeline project colour it only where the policy says so. */
function isColoured(status: Status, { policy }: Definitions): boolean {
  return status === 'active' || (status === 'pipeline' && policy.pipelineDates);
}

function signalsOf(status: Status, setting: Setting): Signal[] {
  if (isColoured(status, setting.definitions)) return assessSignals(setting);
  if (status === 'pipeline') return pipelineSignals(setting);
  return status === 'paused' ? dangerSignals(setting) : [];
}

function identity(registration: Registration, { template, policy, calendar }: Definitions) {
  const { code, name, investor, kind, priority, sample = false } = registration;
  return {
    coreVersion: CORE_VERSION,
    template: definitionRef(template),
    policy: definitionRef(policy),
    calendar: definitionRef(calendar),
    code,
    name,
    investor,
    kind,
    priority,
    sample,
  };
}

function latestProgress(dossier: Dossier): Assessment['progress'] {
  const month = Object.keys(dossier.months).sort().at(-1);
  const said = month === undefined ? undefined : dossier.months[month];
  if (month === undefined || !said) return undefined;
  const { investedToDate, physicalShare, text } = said;
  return present({ month, investedToDate, physicalShare, text });
}
