import type { AlertCommandType } from './alert/fact.ts';
import type { Decision, Dossier } from './dossier.ts';
import type { CommandType, FactOf } from './fact.ts';
import { levelOf, prove } from './fold-events.ts';
import type { Handlers } from './fold-handler.ts';
import { refOf } from './fold-handler.ts';
import { present } from './present.ts';
import { dayOf } from './time.ts';

const SINCE_EVER = '0001-01-01';

/** Handlers of accepted commands; whether one is acceptable was judged before it became a fact. */
export const COMMAND_HANDLERS: Pick<Handlers, Exclude<CommandType, AlertCommandType>> = {
  'command.register.v1': register,
  'command.requestPlanChange.v1': (dossier, fact) => {
    const { changeId, milestone, to, actor } = fact.data;
    dossier.changes.push({ changeId, milestone, to, by: actor.id });
  },
  'command.approvePlanChange.v1': (dossier, fact) => {
    const change = takeChange(dossier, fact.data.changeId);
    const plan = change && dossier.plans[change.milestone];
    if (!plan) return;
    plan.planned = change.to;
    plan.setOn = dayOf(fact.occurredAt);
    plan.ref = refOf(fact);
  },
  'command.refusePlanChange.v1': (dossier, fact) => {
    takeChange(dossier, fact.data.changeId);
  },
  'command.forecast.v1': (dossier, fact) => {
    const { milestone, date } = fact.data;
    dossier.forecasts[milestone] = { date, on: dayOf(fact.occurredAt), ref: refOf(fact) };
  },
  'command.recordMilestone.v1': (dossier, fact, order) => {
    const { milestone, date, actor, documentNo } = fact.data;
    const said = levelOf(actor.role);
    const level = said === 'confirmed' && documentNo !== undefined ? 'certified' : said;
    prove(dossier, fact, order, { milestone, on: date, level, by: actor.id });
  },
  'command.markNotApplicable.v1': (dossier, fact, order) => {
    const { milestone, reason } = fact.data;
    dossier.notApplicable[milestone] = { reason, ref: refOf(fact) };
    dossier.progressedAt = order;
  },
  'command.pause.v1': (dossier, fact) => {
    dossier.pauses.push({ from: fact.data.from, reason: fact.data.reason });
  },
  'command.resume.v1': (dossier, fact) => {
    const open = dossier.pauses.find((pause) => pause.to === undefined);
    if (open) open.to = fact.data.on;
  },
  'command.terminate.v1': (dossier, fact) => {
    dossier.terminated = { on: dayOf(fact.occurredAt), reason: fact.data.reason };
  },
  'command.reopen.v1': (dossier, _fact, order) => {
    delete dossier.terminated;
    dossier.reopenedAt = order;
  },
  'command.confirm.v1': confirm,
  'command.stateTraits.v1': (dossier, fact) => {
    const { registration } = dossier;
    if (!registration) return;
    const traits = { ...registration.traits, ...fact.data.traits };
    dossier.registration = { ...registration, traits };
  },
  'command.update.v1': (dossier, fact) => {
    const { text = dossier.update?.text ?? '', noChange, actor } = fact.data;
    const day = dayOf(fact.occurredAt);
    dossier.update = present({ day, text, by: actor.id, noChange });
    const own = Object.values(dossier.instructions).filter(({ owner }) => owner === actor.id);
    for (const instruction of own) instruction.heard = { day, ref: refOf(fact) };
  },
  'command.assign.v1': (dossier, fact) => {
    const { post, person, from, to } = fact.data;
    dossier.assignments.push({ post, person, from, ...(to === undefined ? {} : { to }) });
  },
};

function register(dossier: Dossier, fact: FactOf<'command.register.v1'>, order: number): void {
  const { registration, actor } = fact.data;
  const setOn = dayOf(fact.occurredAt);
  dossier.registration = registration;
  dossier.registeredOn = setOn;
  for (const { code, planned, redLine = false, actual } of registration.milestones) {
    dossier.plans[code] = { baseline: planned, planned, setOn, redLine, ref: refOf(fact) };
    if (actual === undefined) continue;
    prove(dossier, fact, order, { milestone: code, on: actual, level: 'confirmed', by: actor.id });
  }
  const { manager, deputy, patron } = registration;
  for (const [post, person] of Object.entries({ manager, deputy, patron })) {
    if (person === undefined) continue;
    // Object.entries widens the three keys above to string.
    dossier.assignments.push({ post: post as 'manager', person, from: SINCE_EVER });
  }
}

function confirm(dossier: Dossier, fact: FactOf<'command.confirm.v1'>, order: number): void {
  const { about, milestone, decision, documentNo, actor } = fact.data;
  const document = documentNo === undefined ? {} : { documentNo };
  const said: Decision = {
    about,
    milestone,
    decision,
    ...document,
    by: actor.id,
    on: dayOf(fact.occurredAt),
    order,
    ref: refOf(fact),
  };
  dossier.decisions.push(said);
}

function takeChange(dossier: Dossier, changeId: string) {
  const index = dossier.changes.findIndex((change) => change.changeId === changeId);
  return index < 0 ? undefined : dossier.changes.splice(index, 1)[0];
}
