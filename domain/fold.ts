import { ALERT_HANDLERS } from './alert/fold-commands.ts';
import type { Dossier } from './dossier.ts';
import { emptyDossier } from './dossier.ts';
import type { Fact, FactOf, FactType } from './fact.ts';
import { COMMAND_HANDLERS } from './fold-commands.ts';
import { EVENT_HANDLERS, withdraw } from './fold-events.ts';
import type { Handler, Handlers } from './fold-handler.ts';
import { isOfApproval, knownSince } from './fold-handler.ts';
import { matterOf } from './matter.ts';
import { resolve } from './resolve.ts';
import { applyRevocations } from './revocations.ts';
import { isSaidSince, newsKey } from './stock.ts';
import type { Moment } from './time.ts';
import { isBy } from './time.ts';

export interface FoldOptions {
  /**
   * What was true then, as known now: later happenings are left out; corrections, voids and the
   * order that a source's numbers tell apply. A day counts whole.
   */
  asOf?: Moment;
  /** What was known then: facts that reached us later are left out. A day counts whole. */
  knownAt?: Moment;
}

const HANDLERS: Handlers = { ...EVENT_HANDLERS, ...COMMAND_HANDLERS, ...ALERT_HANDLERS };

/** Folds facts into a dossier; order of arrival and repetition make no difference. */
export function fold(facts: readonly Fact[], { asOf, knownAt }: FoldOptions = {}): Dossier {
  const known = knownAt === undefined ? facts : facts.filter((fact) => isKnown(fact, knownAt));
  const { facts: ordered, voidedBy, withoutTarget } = resolve(known);
  const places = new Map(ordered.map((fact, order) => [fact, order]));
  const inView = (fact: Fact): boolean =>
    asOf === undefined || isBy(fact.occurredAt, asOf) || isRegistration(fact);
  const registered = ordered.findLast(isRegistration);
  const dossier = emptyDossier();
  for (const [order, fact] of ordered.entries()) {
    if (!inView(fact)) continue;
    hear(dossier, fact);
    noteNews(dossier, fact, registered);
    const by = voidedBy.get(fact);
    if (!by) apply(dossier, fact, order);
    // Seen from before its void, a fact typed in error never happened.
    else if (inView(by)) withdraw(dossier, fact, order, by, places.get(by) ?? order);
  }
  applyRevocations(dossier);
  for (const { code, target, ref } of withoutTarget)
    dossier.loose.push({ code, object: target, ref });
  return dossier;
}

function hear({ voices }: Dossier, fact: Fact): void {
  const matter = matterOf(fact);
  if (!matter || isOfApproval(fact)) return;
  const heard = (voices[matter] ??= []);
  if (!heard.includes(fact.source)) heard.push(fact.source);
}

function noteNews({ news }: Dossier, fact: Fact, registered?: FactOf<'command.register.v1'>): void {
  if (registered && isSaidSince(fact, registered)) news[newsKey(fact)] = true;
}

function apply(dossier: Dossier, fact: Fact, order: number): void {
  notePermit(dossier, fact);
  // The table is keyed by type, so the handler found fits the fact; the compiler can't follow that.
  const handlers = HANDLERS as Partial<Record<FactType, Handler<FactType>>>;
  (handlers[fact.type] as ((d: Dossier, f: Fact, o: number) => void) | undefined)?.(
    dossier,
    fact,
    order,
  );
}

function notePermit({ permitPhases }: Dossier, fact: Fact): void {
  if (matterOf(fact) !== 'permit') return;
  // Only some kinds of permit facts name a phase.
  const { phase = '' } = fact.data as { phase?: string };
  if (!permitPhases.includes(phase)) permitPhases.push(phase);
}

// The registered plan is how we know the project at all: views of the past keep it.
const isRegistration = (fact: Fact): fact is FactOf<'command.register.v1'> =>
  fact.type === 'command.register.v1';

const isKnown = (fact: Fact, at: Moment): boolean => isBy(knownSince(fact), at);
