import { approvalGates, lostBehind, stoppedBy, whenOpenOf } from './approval-gates.ts';
import type { SeenGate } from './approval-gates.ts';
import type { DependencyAssessment, Finding, MilestoneAssessment } from './assessment.ts';
import type { Definitions } from './definitions.ts';
import type { Dossier } from './dossier.ts';
import { latestDecision } from './evidence.ts';
import { holdFor } from './hold.ts';
import { openGates } from './milestones.ts';
import { doubtOn } from './silence.ts';
import type { Day } from './time.ts';

/** Contradictions and gaps for people to settle, each once. */
export function assessFindings(
  dossier: Dossier,
  milestones: readonly MilestoneAssessment[],
  dependencies: readonly DependencyAssessment[],
  definitions: Definitions,
): Finding[] {
  const all = [
    ...planConflicts(milestones, dependencies, definitions),
    ...gateFindings(dossier, milestones, definitions),
    ...approvalFindings(dossier, milestones, definitions),
    ...confirmationsDue(milestones, definitions),
    ...applicationGaps(dossier),
    ...unknownMilestones(dossier, definitions),
    ...silentSources(dossier, milestones, definitions),
    ...dossier.loose.map(({ code, object, ref }) => finding(code, object, { of: object }, [ref])),
  ];
  return [...new Map(all.map((one) => [one.id, one])).values()];
}

function finding(
  code: Finding['code'],
  object: string,
  words: Finding['words'],
  facts: Finding['facts'] = [],
): Finding {
  return { id: `${code}/${object}`, code, object, words, facts };
}

// A contradiction between two dates is over when one of them has come.
function planConflicts(
  milestones: readonly MilestoneAssessment[],
  dependencies: readonly DependencyAssessment[],
  { template }: Definitions,
): Finding[] {
  const done = new Set(milestones.filter(isDone).map(({ code }) => code));
  const between = dependencies
    .filter(({ planConflict, reached, gates }) => planConflict && !reached && !done.has(gates))
    .map(({ on, milestone, gates, expected = '', needed = '' }) =>
      finding('planConflict', `${on}/${milestone}/${gates}`, {
        on,
        milestone,
        gates,
        expected,
        needed,
      }),
    );
  const planned = new Map(milestones.map(({ code, planned: day }) => [code, day]));
  const within = template.gates.flatMap(({ milestone, hard }) => {
    const day = planned.get(milestone);
    if (done.has(milestone)) return [];
    return hard
      .filter((gate) => !done.has(gate))
      .map((gate) => ({ gate, gateDay: planned.get(gate) }))
      .filter(({ gateDay }) => day !== undefined && gateDay !== undefined && gateDay > day)
      .map(({ gate, gateDay = '' }) =>
        finding('planConflict', `${gate}/${milestone}`, {
          milestone: gate,
          gates: milestone,
          expected: gateDay,
          needed: day ?? '',
        }),
      );
  });
  return [...between, ...within];
}

const isDone = ({ state }: MilestoneAssessment): boolean =>
  state === 'reached' || state === 'notApplicable';

// Things finish out of order in reality: the milestone counts, and what is missing is asked for.
function gateFindings(
  dossier: Dossier,
  milestones: readonly MilestoneAssessment[],
  { template }: Definitions,
): Finding[] {
  return template.gates.flatMap(({ milestone, hard, soft, whenOpen }) => {
    const reached = milestones.find(({ code, state }) => code === milestone && state === 'reached');
    if (!reached) return [];
    const missing = whenOpen === 'gap' ? openGates(hard, milestones) : [];
    return [
      ...missing.map((gate) => gateFinding('gateOpen', milestone, gate)),
      ...softFindings(milestone, openGates(soft, milestones), dossier),
    ];
  });
}

// As for the lifecycle's own gates; what is not determined is a question to somebody and no more.
function approvalFindings(
  dossier: Dossier,
  milestones: readonly MilestoneAssessment[],
  definitions: Definitions,
): Finding[] {
  return approvalGates(dossier, definitions, milestones).flatMap((gate) => {
    const { milestone, undetermined, soft, said } = gate;
    const come = milestones.find(({ code, actual }) => code === milestone && actual !== undefined);
    if (!come || come.state === 'reported' || come.state === 'open') return [];
    const asked = undetermined.map((item) => gateFinding('gateUndetermined', milestone, item));
    if (come.state !== 'reached') return asked;
    return [
      ...askedFor(gate, come.actual ?? '', definitions).map((item) =>
        gateFinding('gateOpen', milestone, item),
      ),
      ...asked,
      ...softFindings(milestone, soft, dossier),
    ].map((one) => ({ ...one, facts: [said.ref] }));
  });
}

// What neither stops the milestone nor was taken back behind it.
function askedFor(gate: SeenGate, reached: Day, { template }: Definitions): string[] {
  const stops = whenOpenOf(template, gate.milestone) === 'compliance';
  const spoken = [...(stops ? stoppedBy(gate, reached) : []), ...lostBehind(gate, reached)];
  return gate.missing.filter((item) => !spoken.includes(item));
}

function softFindings(milestone: string, open: readonly string[], dossier: Dossier): Finding[] {
  const own = dossier.decisions.filter((decision) => decision.milestone === milestone);
  if (latestDecision(own, 'softGate', -1)?.decision === 'accept') return [];
  return open.map((gate) => ({
    ...gateFinding('softGateOpen', milestone, gate),
    restricted: true,
  }));
}

type GateCode = 'gateOpen' | 'softGateOpen' | 'gateUndetermined';

const gateFinding = (code: GateCode, milestone: string, gate: string): Finding =>
  finding(code, `${milestone}/${gate}`, { milestone, gate });

function confirmationsDue(
  milestones: readonly MilestoneAssessment[],
  definitions: Definitions,
): Finding[] {
  return milestones.flatMap((milestone) => {
    const hold = holdFor(milestone, definitions);
    if (!hold) return [];
    const words = { milestone: milestone.code, until: hold.until };
    return [
      finding('confirmationDue', milestone.code, words, milestone.facts),
      ...(hold.estimated ? [finding('estimated', milestone.code, words)] : []),
    ];
  });
}

function applicationGaps(dossier: Dossier): Finding[] {
  return Object.entries(dossier.applications).flatMap(([application, { accepted, later }]) =>
    later && !accepted ? [finding('gap', application, { of: application }, [later])] : [],
  );
}

function unknownMilestones(dossier: Dossier, { template }: Definitions): Finding[] {
  const known = new Set(template.milestones.map(({ code }) => code));
  return dossier.proofs.flatMap(({ milestone, ref, withdrawn }) =>
    withdrawn || milestone === undefined || known.has(milestone)
      ? []
      : [finding('unknownMilestone', milestone, { milestone, template: template.id }, [ref])],
  );
}

// Told once a source, however many milestones wait for its word.
function silentSources(
  dossier: Dossier,
  milestones: readonly MilestoneAssessment[],
  definitions: Definitions,
): Finding[] {
  const waiting = milestones.filter(({ state }) => state === 'open' || state === 'reported');
  const silent = waiting.flatMap(({ code }) => doubtOn(dossier, definitions, code)?.sources ?? []);
  return dossier.silences
    .filter(({ source }) => silent.includes(source))
    .map(({ source, since, ref }) => finding('sourceSilent', source, { source, since }, [ref]));
}
