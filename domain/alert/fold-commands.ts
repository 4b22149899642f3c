import type { Dossier } from '../dossier.ts';
import { refOf, type Handlers } from '../fold-handler.ts';
import { addDays, dayOf } from '../time.ts';
import type { AlertCommandType } from './fact.ts';

/** Handlers of what people say about alerts; what moves only an alert itself leaves no trace in the dossier. */
export const ALERT_HANDLERS: Pick<Handlers, AlertCommandType> = {
  'command.acknowledge.v1': (dossier, { data: { alertId, cause } }) => {
    if (cause) said(dossier, signalOf(alertId)).cause = cause;
  },
  'command.snooze.v1': () => undefined,
  'command.delegate.v1': () => undefined,
  'command.rectify.v1': (dossier, fact) => {
    const { alertId, cause, forecast } = fact.data;
    const signal = signalOf(alertId);
    said(dossier, signal).cause = cause;
    const [milestone = ''] = signal.split('/');
    if (!dossier.plans[milestone]) return;
    dossier.forecasts[milestone] = { date: forecast, on: dayOf(fact.occurredAt), ref: refOf(fact) };
  },
  'command.verify.v1': () => undefined,
  'command.close.v1': () => undefined,
  'command.instruct.v1': (dossier, fact) => {
    const { instructionId: id, alertId, text, owner, due, onBehalfOf, actor } = fact.data;
    dossier.instructions[id] = {
      ...{ id, text, owner, due, on: dayOf(fact.occurredAt), ref: refOf(fact) },
      by: onBehalfOf ?? actor.id,
      ...(onBehalfOf === undefined ? {} : { writtenBy: actor.id }),
      ...(alertId === undefined ? {} : { alertId }),
    };
  },
  'command.raiseNeed.v1': (dossier, fact) => {
    const { needId: id, alertId, text, owner, due, actor } = fact.data;
    dossier.instructions[id] = {
      ...{ id, need: true, text, owner, due, by: actor.id },
      ...{ on: dayOf(fact.occurredAt), ref: refOf(fact) },
      ...(alertId === undefined ? {} : { alertId }),
    };
  },
  'command.reportInstruction.v1': (dossier, fact) => {
    const { instructionId, text, done, actor } = fact.data;
    const instruction = dossier.instructions[instructionId];
    if (!instruction) return;
    const day = dayOf(fact.occurredAt);
    instruction.update = { day, text, by: actor.id, ref: refOf(fact) };
    if (done) instruction.doneOn = day;
    else delete instruction.doneOn;
  },
  'command.exempt.v1': (dossier, fact) => {
    const { signal, documentNo, until, actor } = fact.data;
    const on = dayOf(fact.occurredAt);
    const exempt = { documentNo, by: actor.id, on, ref: refOf(fact) };
    said(dossier, signal).exempt = until === undefined ? exempt : { ...exempt, until };
  },
  'command.endExemption.v1': (dossier, { occurredAt, data: { signal } }) => {
    const { exempt } = said(dossier, signal);
    // Kept with its last day: what is counted in days counts anew from then on.
    if (exempt) exempt.until = addDays(dayOf(occurredAt), -1);
  },
  'command.override.v1': (dossier, fact) => {
    const { colour, until, requestedBy, actor, reason } = fact.data;
    const from = dayOf(fact.occurredAt);
    dossier.override = { colour, from, until, by: actor.id, requestedBy, reason };
  },
  'command.endOverride.v1': (dossier) => {
    delete dossier.override;
  },
};

/** The signal that an alert is about: `alert/<projectCode>/<signal>`. */
export const signalOf = (alertId: string): string => alertId.split('/').slice(2).join('/');

const said = ({ signalsSaid }: Dossier, signal: string) => (signalsSaid[signal] ??= {});
