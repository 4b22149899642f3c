import type { Fact, FactData, FactOf } from '../fact.ts';
import { refOf } from '../fold-handler.ts';
import { dayOf } from '../time.ts';
import type { ApprovalDossier } from './dossier.ts';

/** Writes into the dossier what a fact says of the approval as a whole; steps of applications are placed apart. */
export function hear(dossier: ApprovalDossier, fact: Fact, order: number): void {
  const handler = HANDLERS[fact.type as keyof Handlers] as Handler<keyof Handlers> | undefined;
  handler?.(dossier, fact as FactOf<keyof Handlers>, order);
}

type Heard =
  | 'approval.opened.v1'
  | 'project.standing.v1'
  | 'approval.consentAnnounced.v1'
  | 'permit.consent.announced.v1'
  | 'command.approval.waive.v1'
  | 'command.approval.confirm.v1'
  | 'command.approval.moveTemplate.v1'
  | 'source.fellSilent.v1'
  | 'source.spoke.v1';
type Handler<T extends Heard> = (dossier: ApprovalDossier, fact: FactOf<T>, order: number) => void;
type Handlers = { [T in Heard]: Handler<T> };

const HANDLERS: Handlers = {
  'approval.opened.v1': (dossier, { data: { sample = false, ...opening } }) => {
    dossier.opening ??= { ...opening, sample };
  },
  'project.standing.v1': (dossier, { data }) => {
    dossier.project = data;
  },
  'approval.consentAnnounced.v1': (dossier, fact) => {
    announced(dossier, fact, fact.data);
  },
  'permit.consent.announced.v1': (dossier, fact) => {
    const { itemCode: item, attempt: round } = fact.data;
    announced(dossier, fact, { ...fact.data, item, round });
  },
  'command.approval.waive.v1': (dossier, fact, order) => {
    const { item, applies, reason, actor: by } = fact.data;
    const on = dayOf(fact.occurredAt);
    dossier.applicability[item] = { applies, reason, by, on, ref: refOf(fact), order };
  },
  'command.approval.confirm.v1': (dossier, fact, order) => {
    const { about, item, applicationNo, department, document, decision, actor: by } = fact.data;
    dossier.confirmations.push({
      about,
      item,
      ...(applicationNo !== undefined && { applicationNo }),
      ...(department !== undefined && { department }),
      ...(document !== undefined && { document }),
      decision,
      by,
      on: dayOf(fact.occurredAt),
      order,
      ref: refOf(fact),
    });
  },
  'command.approval.moveTemplate.v1': (dossier, fact) => {
    dossier.movedTo = { version: fact.data.to, ref: refOf(fact) };
  },
  'source.fellSilent.v1': (dossier, fact) => {
    const { source, since } = fact.data;
    const others = dossier.silences.filter((one) => one.source !== source);
    dossier.silences = [...others, { source, since, ref: refOf(fact) }];
  },
  'source.spoke.v1': (dossier, { data: { source, since } }) => {
    dossier.silences = dossier.silences.filter(
      (one) => one.source !== source || one.since !== since,
    );
  },
};

type Announcement = FactData['approval.consentAnnounced.v1'];

function announced(
  { announcements }: ApprovalDossier,
  fact: Fact,
  { item, round, department, ahead, due }: Announcement,
): void {
  const key = `${item}/${String(round)}/${department}`;
  (announcements[key] ??= []).push({ ahead, on: dayOf(fact.occurredAt), due, ref: refOf(fact) });
}
