import { hearApproval } from './approvals-said.ts';
import type { FactRef } from './assessment.ts';
import { emptyDossier } from './dossier.ts';
import type { Dossier, Month, Proof, Withdrawal } from './dossier.ts';
import type { EvidenceLevel, Fact, FactOf, FactType, ProjectFactType, Role } from './fact.ts';
import type { Handler, Handlers } from './fold-handler.ts';
import { isOfApproval, knownSince, refOf } from './fold-handler.ts';
import { dayOf } from './time.ts';

type EventType = Exclude<ProjectFactType, `command.${string}`>;

/** Handlers of what other systems say. */
export const EVENT_HANDLERS: Pick<Handlers, EventType> = {
  'permit.application.submitted.v1': ignore,
  'permit.application.accepted.v1': (dossier, fact) => {
    if (fact.applicationNo === undefined) return;
    const application = applicationOf(dossier, fact, fact.applicationNo);
    application.accepted = true;
  },
  'permit.application.correction_requested.v1': ignore,
  'permit.application.resubmitted.v1': ignore,
  'permit.application.not_accepted.v1': ignore,
  'permit.application.withdrawn.v1': ignore,
  'permit.clock.suspended.v1': ignore,
  'permit.clock.resumed.v1': ignore,
  'permit.opinion.given.v1': ignore,
  'permit.consent.announced.v1': ignore,
  'permit.decision.made.v1': followsAcceptance,
  'permit.limit.extended.v1': followsAcceptance,
  'permit.certificate.issued.v1': (dossier, fact, order) => {
    followsAcceptance(dossier, fact);
    prove(dossier, fact, order);
  },
  'permit.certificate.revoked.v1': revoke,
  'permit.acceptance.result.v1': prove,
  'utility.application.accepted.v1': ignore,
  'utility.application.surveyed.v1': ignore,
  'utility.application.proposal_issued.v1': ignore,
  'utility.application.proposal_confirmed.v1': ignore,
  'utility.application.works_started.v1': ignore,
  'utility.application.works_completed.v1': ignore,
  'utility.application.inspected.v1': ignore,
  'utility.application.connected.v1': prove,
  'utility.application.suspended.v1': ignore,
  'utility.application.resumed.v1': ignore,
  'utility.application.cancelled.v1': ignore,
  'utility.outage.planned.v1': (dossier, fact) => {
    const { from, to, utility = 'power' } = fact.data;
    const key = `${utility}:${dayOf(from)}`;
    dossier.outages[key] = { utility, from, to, on: dayOf(fact.occurredAt), ...told(fact) };
  },
  'utility.consumption.monthly.v1': (dossier, fact) => {
    const { month, kWh } = fact.data;
    if (kWh === undefined) return;
    monthOf(dossier, month).kWh[`${fact.source}/${fact.applicationNo ?? ''}`] = kWh;
  },
  'site.milestone.reported.v1': (dossier, fact, order) => {
    const { milestoneCode, date, reporterRole } = fact.data;
    const level = levelOf(reporterRole);
    prove(dossier, fact, order, { milestone: milestoneCode, on: date, level });
  },
  'site.progress.reported.v1': (dossier, fact, order) => {
    const { month, ...said } = fact.data;
    const report = { ref: refOf(fact), knownSince: knownSince(fact), order };
    const marks = {
      reportedOn: dayOf(fact.occurredAt),
      reportedByHistory: fact.backfill === true,
    };
    Object.assign(monthOf(dossier, month), said, { report }, marks);
  },
  'site.update.noted.v1': (dossier, fact) => {
    dossier.update = { day: dayOf(fact.occurredAt), text: fact.data.text };
  },
  'site.safety.reported.v1': (dossier, fact) => {
    const { safetyId: id, level, text } = fact.data;
    dossier.dangers[id] = { id, level, text, on: dayOf(fact.occurredAt), ...told(fact) };
  },
  'site.safety.cleared.v1': (dossier, fact) => {
    const danger = dossier.dangers[fact.data.safetyId];
    if (danger) danger.overOn = dayOf(fact.occurredAt);
  },
  'land.contract.signed.v1': prove,
  'land.cleared.v1': prove,
  // Already resolved before the fold.
  'event.corrected.v1': ignore,
  'event.voided.v1': ignore,
  'upstream.date.v1': (dossier, fact) => {
    const { project, milestone, planned, expected, reached, chain, label } = fact.data;
    const key = `${project}/${milestone}`;
    const before = dossier.upstream[key];
    dossier.upstream[key] = {
      firstPlanned: before?.firstPlanned ?? planned,
      ...{ planned, expected, reached, chain },
      ...(label && { label }),
      ref: refOf(fact),
      told: [...(before?.told ?? []), { on: dayOf(fact.occurredAt), expected }],
    };
  },
  // Wakes the upstream project, whose next settle tells its date; edges themselves are rows.
  'dependency.declared.v1': ignore,
  'approval.standing.v1': (dossier, fact) => {
    const { round } = fact.data;
    dossier.approvals[round] = hearApproval(dossier.approvals[round], fact);
  },
  'source.fellSilent.v1': (dossier, fact) => {
    const others = dossier.silences.filter(({ source }) => source !== fact.data.source);
    dossier.silences = [...others, { ...fact.data, ref: refOf(fact) }];
  },
  'source.spoke.v1': (dossier, fact) => {
    const { source, since } = fact.data;
    dossier.silences = dossier.silences.filter(
      (one) => one.source !== source || one.since !== since,
    );
  },
};

/** How far a person's word goes: whoever owns the date only reports it. */
export function levelOf(role: Role): EvidenceLevel {
  return role === 'projectManager' || role === 'enterpriseContact' ? 'reported' : 'confirmed';
}

/** Adds a proof; what names no milestone is matched by the template's rules when assessing. */
export function prove(
  dossier: Dossier,
  fact: Fact,
  order: number,
  named: Partial<Pick<Proof, 'milestone' | 'on' | 'level' | 'by'>> = {},
): void {
  dossier.proofs.push(proofOf(fact, order, named));
  dossier.progressedAt = order;
}

/** A voided proof is kept as withdrawn: whether a stage goes back by it is for people to decide. */
export function withdraw(
  dossier: Dossier,
  target: Fact,
  order: number,
  by: FactOf<'event.voided.v1'>,
  orderOfVoid: number,
): void {
  const apart = emptyDossier();
  const handler = EVENT_HANDLERS[target.type as EventType] as Handler<FactType> | undefined;
  handler?.(apart, target, order);
  const withdrawn: Withdrawal = {
    kind: 'voided',
    on: by.occurredAt,
    order: orderOfVoid,
    ref: refOf(by),
    reason: by.data.reason,
    ...(by.backfill && { backfill: true as const }),
  };
  dossier.proofs.push(...apart.proofs.map((proof) => ({ ...proof, withdrawn })));
}

function proofOf(
  fact: Fact,
  order: number,
  named: Partial<Pick<Proof, 'milestone' | 'on' | 'level' | 'by'>>,
): Proof {
  const data: Record<string, unknown> = { ...fact.data };
  const phase = typeof data['phase'] === 'string' ? { phase: data['phase'] } : {};
  return {
    ref: refOf(fact),
    type: fact.type,
    data,
    on: dayOf(fact.occurredAt),
    knownSince: knownSince(fact),
    order,
    ...(fact.backfill && { backfill: true as const }),
    ...phase,
    ...named,
  };
}

function revoke(
  dossier: Dossier,
  fact: FactOf<'permit.certificate.revoked.v1'>,
  order: number,
): void {
  const { certNo, reason, revokedOn } = fact.data;
  const told = { order, ref: refOf(fact), ...(fact.backfill && { backfill: true as const }) };
  dossier.revocations.push({ certNo, kind: 'revoked', on: revokedOn, reason, ...told });
}

// A decision or certificate before its acceptance is applied all the same; the gap is shown until it closes.
function followsAcceptance(dossier: Dossier, fact: Fact): void {
  if (fact.applicationNo === undefined || isOfApproval(fact)) return;
  applicationOf(dossier, fact, fact.applicationNo).later = refOf(fact);
}

function applicationOf(dossier: Dossier, fact: Fact, applicationNo: string) {
  return (dossier.applications[`${fact.source}/${applicationNo}`] ??= { accepted: false });
}

function monthOf(dossier: Dossier, month: string): Month {
  return (dossier.months[month] ??= { kWh: {} });
}

function told(fact: Fact): { ref: FactRef; backfill?: true } {
  return { ref: refOf(fact), ...(fact.backfill && { backfill: true as const }) };
}

function ignore(): void {
  // Of no effect on milestones; kept as a fact for the approval.
}
