import type { FactData, Role } from '../fact.ts';
import { ITEM_JUDGES } from './approval-judges.ts';
import { APPROVAL_CONFIRMABLE, type ApprovalConfirmable } from './fact.ts';
import type { ItemCase, ItemCommand, ItemCommandType } from './item-case.ts';
import { mayActOn } from './rights.ts';
import { UTILITY_STEPS } from './template.ts';

/** Which acts on an item would be accepted now of somebody of that role, given what each asks for. */
export const openActs = (about: ItemCase, role: Role): ItemCommandType[] =>
  ITEM_COMMANDS.filter((type) =>
    PROBES[type](about).some((data) => wouldBeAccepted({ type, data }, about, role)),
  );

/** What of an item waits for somebody's word. */
export const openQuestions = (about: ItemCase): ApprovalConfirmable[] => [
  ...new Set(
    confirmations(about)
      .filter((data) => judged({ type: 'command.approval.confirm.v1', data }, about))
      .map((data) => data.about),
  ),
];

/** A command with just enough said in it to be judged. */
interface Probe {
  type: ItemCommandType;
  data: object;
}

const NOBODY = { id: '-', role: 'system' } as const;

function wouldBeAccepted({ type, data }: Probe, about: ItemCase, role: Role): boolean {
  const whole = { ...data, actor: { ...NOBODY, role } };
  // `as`: rights and judges read nothing but type and data, and each probe holds what its judge reads.
  const command = { type, data: whole } as unknown as ItemCommand;
  return mayActOn(command, about.template).accepted && judged({ type, data: whole }, about);
}

function judged({ type, data }: Probe, about: ItemCase): boolean {
  // `as`: as above, and the table is keyed by type.
  const judge = ITEM_JUDGES[type] as (command: Probe, about: ItemCase) => { accepted: boolean };
  return judge({ type, data }, about).accepted;
}

type Said<T extends ItemCommandType> = Omit<FactData[T], 'item' | 'actor' | 'reason'>;

// A document number stands for the one that the person will give.
const evidenceNo = '-';

const PROBES: { [T in ItemCommandType]: (about: ItemCase) => readonly Said<T>[] } = {
  'command.approval.submit.v1': () => [{}],
  'command.approval.accept.v1': () => [{}],
  'command.approval.decide.v1': () => [{ decision: 'rejected' }],
  'command.approval.opinion.v1': ({ item }) =>
    item.departments.map(({ department }) => ({ department, opinion: 'agree' })),
  'command.approval.requestCorrection.v1': () => [{ documents: [] }],
  'command.approval.resubmit.v1': ({ item }) => [
    { documents: item.deficiencies.map(({ document }) => document) },
    { redesign: true },
  ],
  'command.approval.suspend.v1': ({ template }) => template.mayStopFor.map((stop) => ({ stop })),
  'command.approval.resume.v1': () => [{}],
  'command.approval.extend.v1': () => [{ extraDays: 1, evidenceNo }],
  'command.approval.withdraw.v1': () => [{ by: 'applicant' }, { by: 'authority' }],
  'command.approval.waive.v1': () => [{ applies: true }, { applies: false, evidenceNo }],
  'command.approval.confirm.v1': confirmations,
  'command.approval.utilityStep.v1': () => UTILITY_STEPS.map((step) => ({ step })),
};

// `as`: the keys of a constant table.
const ITEM_COMMANDS = Object.keys(PROBES) as readonly ItemCommandType[];

function confirmations({ item }: ItemCase): readonly Said<'command.approval.confirm.v1'>[] {
  const owed = item.deficiencies.filter(({ madeUpAt }) => madeUpAt === undefined);
  return [
    ...APPROVAL_CONFIRMABLE.map((about) => ({ about, decision: 'accept' as const })),
    ...owed.map(({ document }) => ({
      about: 'deficiency' as const,
      decision: 'accept' as const,
      document,
    })),
  ];
}
