import type { ApprovalCommandFact } from '../fact.ts';
import type { Instant } from '../time.ts';
import { dayOf, isDay, toMillis } from '../time.ts';
import type { Verdict } from '../verdict.ts';
import { accept, refuse } from '../verdict.ts';
import { ITEM_JUDGES } from './approval-judges.ts';
import { assessApproval } from './assess.ts';
import type { ApprovalDefinitions } from './core.ts';
import type { ApprovalDossier } from './dossier.ts';
import type { ItemCase, ItemCommand } from './item-case.ts';
import { mayActOn } from './rights.ts';
import { isSuccess, triesOf } from './tries.ts';

/** Whether a person's command about an approval may become a fact now; a refusal says why and what to do. */
export function judgeApproval(
  command: ApprovalCommandFact,
  dossier: ApprovalDossier | undefined,
  definitions: ApprovalDefinitions,
  now: Instant,
  { closed }: { closed: boolean },
): Verdict {
  if (!dossier?.opening) {
    const wayOut = 'it opens with the first permit event or milestone that its template names.';
    return refuse('APPROVAL_NOT_OPEN', `This project has no such approval yet; ${wayOut}`);
  }
  const assessment = assessApproval(dossier, definitions, now, { closed });
  if (assessment.closed) {
    return refuse('PROJECT_CLOSED', `The project is ${assessment.status}; reopen it first.`);
  }
  if (command.type === 'command.approval.moveTemplate.v1') return judgeMove(command, definitions);
  const { items } = definitions.template;
  const template = items.find(({ id }) => id === command.data.item);
  const item = assessment.items.find(({ id }) => id === command.data.item);
  if (!template || !item) {
    const known = items.map(({ id }) => id).join(', ');
    return refuse('UNKNOWN_ITEM', `No item ${command.data.item}; the template has ${known}.`);
  }
  const { gates, notes } = assessment;
  const today = dayOf(now);
  const about: ItemCase = { item, template, gates, notes, dossier, today };
  return judgeItemAct(command, about, definitions, now);
}

function judgeMove(
  command: Extract<ApprovalCommandFact, { type: 'command.approval.moveTemplate.v1' }>,
  { template }: ApprovalDefinitions,
): Verdict {
  const role = mayActOn(command, undefined);
  if (!role.accepted || command.data.to !== template.version) return role;
  return refuse('NOTHING_CHANGES', `It runs by version ${template.version} already.`);
}

function judgeItemAct(
  command: ItemCommand,
  about: ItemCase,
  definitions: ApprovalDefinitions,
  now: Instant,
): Verdict {
  const first = [
    () => mayActOn(command, about.template),
    () => notLater(command, now),
    () => whichApplication(command, about, definitions),
  ];
  for (const judge of first) {
    const verdict = judge();
    if (!verdict.accepted) return verdict;
  }
  // `as`: the table is keyed by type, so the judge found fits the command; the compiler can't follow that.
  const own = ITEM_JUDGES[command.type] as (command: ItemCommand, about: ItemCase) => Verdict;
  return own(command, about);
}

function notLater({ data: { on } }: ItemCommand, now: Instant): Verdict {
  if (on === undefined) return accept;
  const isPast = isDay(on) ? on <= dayOf(now) : toMillis(on) <= toMillis(now);
  if (isPast) return accept;
  return refuse(
    'NOT_IN_FUTURE',
    `${on} lies after today, ${dayOf(now)}; record it when it has happened.`,
  );
}

function whichApplication(
  { type, data: { applicationNo } }: ItemCommand,
  { item, template, dossier }: ItemCase,
  { calendar }: ApprovalDefinitions,
): Verdict {
  // These may bring an application that nobody knows yet, or are about the item itself.
  const isOfItem = /\.(submit|accept|decide|utilityStep|waive)\.v1$/.test(type);
  if (applicationNo !== undefined) {
    if (isOfItem || item.applications.includes(applicationNo)) return accept;
    const known = item.applications.join(', ') || 'none';
    return refuse(
      'UNKNOWN_APPLICATION',
      `${item.id} has no application ${applicationNo}: ${known}.`,
    );
  }
  const open = triesOf(template, dossier, calendar).records.filter(
    ({ ended, state }) => !ended && !isSuccess(state),
  );
  if (open.length <= 1 || type === 'command.approval.waive.v1') return accept;
  const numbers = open.map(({ no }) => no).join(', ');
  return refuse('SEVERAL_APPLICATIONS', `${item.id} has several open: name one of ${numbers}.`);
}
