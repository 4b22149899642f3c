import type { FactOf } from '../fact.ts';
import type { Verdict } from '../verdict.ts';
import { accept, refuse } from '../verdict.ts';
import { openConfirmations } from './confirmations.ts';
import type { ApprovalConfirmable } from './fact.ts';
import type { ItemCase } from './item-case.ts';

type Confirmation = FactOf<'command.approval.confirm.v1'>['data'];

/** Whether there is something to confirm of the item, and it is said of what. */
export function judgeConfirmation(
  { data }: FactOf<'command.approval.confirm.v1'>,
  about: ItemCase,
): Verdict {
  if (data.about === 'deficiency' && data.document === undefined) {
    return refuse('DOCUMENT_REQUIRED', 'Name the missing document that this is about.');
  }
  if (isOpen[data.about](data, about)) return accept;
  return refuse(
    'NOTHING_TO_DECIDE',
    `${about.item.id} is ${about.item.state}; nothing waits for a word about ${data.about}.`,
  );
}

const isListed = ({ about }: Confirmation, { item, gates, notes, dossier }: ItemCase): boolean =>
  openConfirmations(item, { gates, notes, dossier }).some((one) => one.about === about);

const isOpen: Record<ApprovalConfirmable, (data: Confirmation, about: ItemCase) => boolean> = {
  presumedAcceptance: isListed,
  gap: isListed,
  stale: isListed,
  gate: isListed,
  deficiency: ({ document }, { item }) =>
    item.deficiencies.some(({ document: name }) => name === document),
  promise: (_data, { item }) => item.promiseCheck !== undefined && !item.promiseCheck.checked,
  deemedConsent: ({ department }, { item }) =>
    item.departments.some(
      (one) =>
        one.state === 'deemedConsent' &&
        (department === undefined || one.department === department),
    ),
};
