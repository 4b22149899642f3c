import type { ApprovalCommandFact, Fact, FactType } from '../fact.ts';
import { knownSince, refOf } from '../fold-handler.ts';
import type { Moment } from '../time.ts';
import type { Step } from './dossier.ts';
import type { Teller } from './teller.ts';
import { STEPS_OF_COMMANDS } from './steps-of-commands.ts';
import { STEPS_OF_EVENTS } from './steps-of-events.ts';

/** What a fact says of an application: its item, the number of the application if it has one, and the step. */
export interface Told {
  item: string;
  no?: string;
  step: Step;
}

/** The step that a fact tells, with its place `order` among the facts; `undefined` for all other facts. */
export function toldBy(fact: Fact, order = 0): Told | undefined {
  const tellers: Partial<Record<FactType, unknown>> = { ...STEPS_OF_EVENTS, ...STEPS_OF_COMMANDS };
  // `as`: the tables are keyed by type, so the teller found fits the fact; the compiler can't follow that.
  const teller = tellers[fact.type] as Teller<FactType> | undefined;
  const told = teller?.(fact);
  if (!told) return undefined;
  const { item, kind, says, no = fact.applicationNo } = told;
  return { item, ...(no !== undefined && { no }), step: { kind, says, ...origin(fact, order) } };
}

/** The step that a fact tells, if it tells one. */
export const stepOf = (fact: Fact, order = 0): Step | undefined => toldBy(fact, order)?.step;

/** When it happened, by the most exact word of the fact itself. */
export function happenedAt(fact: Fact): Moment {
  if (isApprovalCommand(fact)) return ('on' in fact.data && fact.data.on) || fact.occurredAt;
  switch (fact.type) {
    case 'permit.application.accepted.v1':
      return fact.data.acceptedAt ?? fact.occurredAt;
    case 'permit.decision.made.v1':
      return fact.data.decidedAt ?? fact.occurredAt;
    default:
      return fact.occurredAt;
  }
}

const isApprovalCommand = (fact: Fact): fact is ApprovalCommandFact =>
  fact.type.startsWith('command.approval.');

function origin(fact: Fact, order: number): Omit<Step, 'kind' | 'says'> {
  const actor = isApprovalCommand(fact) ? fact.data.actor : undefined;
  // A person's word is written down when it is given, whatever day it speaks of.
  const recordedAt = actor ? fact.occurredAt : fact.recordedAt;
  return {
    at: happenedAt(fact),
    ...(recordedAt !== undefined && { recordedAt }),
    knownSince: knownSince(fact),
    by: { source: fact.source, ...(actor && { actor }) },
    ref: refOf(fact),
    order,
    ...(fact.backfill && { backfill: true as const }),
  };
}
