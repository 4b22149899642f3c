import type { ApprovalCommandType } from '../fact.ts';
import { dayOf } from '../time.ts';
import type { ItemAct } from './fact.ts';
import { said, stopOf, type Reading, type Teller } from './teller.ts';

type Told = Exclude<
  ApprovalCommandType,
  'command.approval.waive.v1' | 'command.approval.moveTemplate.v1'
>;

/** What people say of applications, in the same terms as what systems say. */
export const STEPS_OF_COMMANDS: { [T in Told]: Teller<T> } = {
  'command.approval.submit.v1': ({ data }) => step(data, 'submitted'),
  'command.approval.accept.v1': ({ data }) =>
    step(data, 'accepted', said(data, 'mode', 'deficiencies')),
  'command.approval.decide.v1': ({ data, occurredAt }) =>
    step(data, 'decided', {
      ...said(data, 'decision', 'conditions', 'certNo'),
      ...(data.certNo !== undefined && { issuedOn: dayOf(data.on ?? occurredAt) }),
    }),
  'command.approval.opinion.v1': ({ data }) =>
    step(data, 'opinionGiven', said(data, 'department', 'opinion', 'text')),
  'command.approval.requestCorrection.v1': ({ data }) =>
    step(data, 'correctionRequested', said(data, 'documents', 'replyBy')),
  'command.approval.resubmit.v1': ({ data }) =>
    step(data, 'resubmitted', {
      ...said(data, 'redesign'),
      ...(data.documents && { documents: data.documents.map((name) => ({ name })) }),
    }),
  'command.approval.suspend.v1': ({ data }) =>
    step(data, 'suspended', { ...said(data, 'plannedResumeOn'), ...stopOf(data.stop) }),
  'command.approval.resume.v1': ({ data }) => step(data, 'resumed'),
  'command.approval.extend.v1': ({ data }) => step(data, 'extended', said(data, 'extraDays')),
  'command.approval.withdraw.v1': ({ data }) => step(data, 'withdrawn', { withdrawnBy: data.by }),
  'command.approval.confirm.v1': ({ data }) =>
    data.about === 'deficiency' && data.document !== undefined
      ? step(data, 'deficiencyChecked', {
          documents: [{ name: data.document }],
          result: data.decision === 'accept' ? 'passed' : 'failed',
        })
      : undefined,
  'command.approval.utilityStep.v1': ({ data }) =>
    step(data, 'utilityStep', { utilityStep: data.step }),
};

const step = (data: ItemAct, kind: Reading['kind'], says: Reading['says'] = {}): Reading => ({
  item: data.item,
  ...(data.applicationNo !== undefined && { no: data.applicationNo }),
  kind,
  says: { reason: data.reason, ...says, ...said(data, 'evidenceNo') },
});
