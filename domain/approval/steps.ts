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
  // What an approval told its project comes back to it from there: it knows.
  if (fact.source.startsWith('/approval/')) return undefined;
  // `as`: the tables are keyed by type, so the teller found fits the fact; the compiler can't follow that.
  const teller = TELLERS[fact.type] as Teller<FactType> | undefined;
  const told = teller?.(fact);
  if (!told) return undefined;
  const { item, kind, says, no = fact.applicationNo } = told;
  return { item, ...(no !== undefined && { no }), step: { kind, says, ...origin(fact, order) } };
}

/**
 * The fact at the time that its data names more exactly than its envelope: a person's command is
 * given after what it speaks of, and is recorded when it is given.
 */
export function whenItHappened(fact: Fact): Fact {
  const at = exactly(fact);
  if (at === undefined || at === fact.occurredAt) return fact;
  const recordedAt = isApprovalCommand(fact) ? fact.occurredAt : fact.recordedAt;
  return { ...fact, occurredAt: at, ...(recordedAt !== undefined && { recordedAt }) };
}

const TELLERS: Partial<Record<FactType, unknown>> = { ...STEPS_OF_EVENTS, ...STEPS_OF_COMMANDS };

function exactly(fact: Fact): Moment | undefined {
  if (isApprovalCommand(fact)) return 'on' in fact.data ? fact.data.on : undefined;
  if (fact.type === 'permit.application.accepted.v1') return fact.data.acceptedAt;
  return fact.type === 'permit.decision.made.v1' ? fact.data.decidedAt : undefined;
}

const isApprovalCommand = (fact: Fact): fact is ApprovalCommandFact =>
  fact.type.startsWith('command.approval.');

function origin(fact: Fact, order: number): Omit<Step, 'kind' | 'says'> {
  const actor = isApprovalCommand(fact) ? fact.data.actor : undefined;
  return {
    at: fact.occurredAt,
    ...(fact.recordedAt !== undefined && { recordedAt: fact.recordedAt }),
    knownSince: knownSince(fact),
    by: { source: fact.source, ...(actor && { actor }) },
    ref: refOf(fact),
    order,
    ...(fact.backfill && { backfill: true as const }),
  };
}
