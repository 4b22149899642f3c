import type { FactType } from '../fact.ts';
import { dayOf } from '../time.ts';
import { said, stopOf, type Reading, type Teller } from './teller.ts';
import type { UtilityStep } from './template.ts';

type Told = Extract<
  FactType,
  `permit.${string}` | `utility.application.${string}` | `land.${string}`
>;

/** What the events of permitting, utility and land systems say of applications. */
export const STEPS_OF_EVENTS: { [T in Told]: Teller<T> } = {
  'permit.application.submitted.v1': ({ data }) => step(data, 'submitted'),
  'permit.application.accepted.v1': ({ data }) =>
    step(data, 'accepted', {
      ...said(data, 'promisedDays', 'statutoryDays', 'deficiencies'),
      ...(data.acceptMode && { mode: data.acceptMode }),
    }),
  'permit.application.correction_requested.v1': ({ data }) =>
    step(data, 'correctionRequested', said(data, 'round', 'documents', 'replyBy')),
  'permit.application.resubmitted.v1': ({ data }) =>
    step(data, 'resubmitted', said(data, 'round', 'redesign')),
  'permit.application.not_accepted.v1': ({ data }) =>
    step(data, 'notAccepted', { reason: data.reasonCode }),
  'permit.application.withdrawn.v1': ({ data }) =>
    step(data, 'withdrawn', { reason: data.reason, ...(data.by && { withdrawnBy: data.by }) }),
  'permit.clock.suspended.v1': ({ data }) =>
    step(data, 'suspended', {
      ...said(data, 'suspensionId', 'plannedResumeOn', 'evidenceNo'),
      ...stopOf(data.reasonCode),
    }),
  'permit.clock.resumed.v1': ({ data }) =>
    step(data, 'resumed', said(data, 'suspensionId', 'evidenceNo')),
  'permit.limit.extended.v1': ({ data }) =>
    step(data, 'extended', said(data, 'extraDays', 'reason')),
  'permit.opinion.given.v1': ({ data }) =>
    step(data, 'opinionGiven', said(data, 'department', 'opinion', 'text')),
  // No step of the application: it is said to one department.
  'permit.consent.announced.v1': () => undefined,
  'permit.decision.made.v1': ({ data }) =>
    step(data, 'decided', said(data, 'decision', 'conditions')),
  'permit.certificate.issued.v1': ({ data }) =>
    step(data, 'certified', said(data, 'certType', 'certNo', 'issuedOn', 'validUntil', 'phase')),
  'permit.certificate.revoked.v1': ({ data }) =>
    step(data, 'revoked', said(data, 'certNo', 'revokedOn', 'reason')),
  'permit.acceptance.result.v1': ({ data }) =>
    step(data, 'acceptanceResult', said(data, 'result', 'rectifications', 'phase')),
  'utility.application.accepted.v1': ({ data }) => supply(data, 'accepted'),
  'utility.application.surveyed.v1': ({ data }) => supply(data, 'surveyed'),
  'utility.application.proposal_issued.v1': ({ data }) => supply(data, 'proposalIssued'),
  'utility.application.proposal_confirmed.v1': ({ data }) => supply(data, 'proposalConfirmed'),
  'utility.application.works_started.v1': ({ data }) => supply(data, 'worksStarted'),
  'utility.application.works_completed.v1': ({ data }) => supply(data, 'worksCompleted'),
  'utility.application.inspected.v1': ({ data }) => supply(data, 'inspected'),
  'utility.application.connected.v1': ({ data }) => {
    const { item, kind, says } = supply(data, 'connected');
    return { item, kind, says: { ...says, ...said(data, 'phase') } };
  },
  'utility.application.suspended.v1': ({ data }) => ({
    item: supplyOf(data),
    kind: 'suspended',
    says: stopOf(data.reason),
  }),
  'utility.application.resumed.v1': ({ data }) => ({
    item: supplyOf(data),
    kind: 'resumed',
    says: {},
  }),
  'utility.application.cancelled.v1': ({ data }) => ({
    item: supplyOf(data),
    kind: 'cancelled',
    says: { reason: data.reason },
  }),
  // A parcel has one contract and is cleared once: its number stands for the application.
  'land.contract.signed.v1': ({ data, occurredAt }) => ({
    item: 'land:contract',
    no: data.parcelNo,
    kind: 'settled',
    says: { issuedOn: dayOf(occurredAt) },
  }),
  'land.cleared.v1': ({ data, occurredAt }) => ({
    item: 'land:cleared',
    no: data.parcelNo,
    kind: 'settled',
    says: { issuedOn: dayOf(occurredAt) },
  }),
};

const step = (
  { itemCode }: { itemCode: string },
  kind: Reading['kind'],
  says: Reading['says'] = {},
): Reading => ({ item: itemCode, kind, says });

const supplyOf = ({ utility }: { utility: string }): string => `utility:${utility}`;

const supply = (data: { utility: string }, utilityStep: UtilityStep): Reading => ({
  item: supplyOf(data),
  kind: 'utilityStep',
  says: { utilityStep },
});
