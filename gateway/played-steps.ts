import type { ItemTemplate, StopReason, Utility } from '../domain/approval/template.ts';
import type { SourceFactType } from '../schemas/event-data.ts';
import type { Dice } from './dice.ts';

/** One step of a played application, before it has a time; its data may hold the places of a feed. */
export interface PlayedStep {
  /** Names it within its request. */
  step: string;
  type: SourceFactType;
  source: string;
  data: Record<string, unknown> & { projectCode: string; applicationNo?: string };
  /** How many short whiles it takes; one unless told. */
  beats?: number;
}

interface About {
  projectCode: string;
  projectName: string;
  applicationNo: string;
}

const SOURCE = '/permit/park-window';
// What an application may have to wait for; the rest belongs to tenders, works and bad luck.
const WAITS: readonly StopReason[] = ['PUBLIC_NOTICE', 'EXPERT_REVIEW', 'INSPECTION'];

/** From application to certificate, one in four by way of a correction, one in three by way of a stop. */
export function permitSteps(
  about: About & { itemCode: string },
  item: ItemTemplate,
  dice: Dice,
): PlayedStep[] {
  if (item.kind === 'opinion') return [];
  const say = (step: string, type: SourceFactType, data: object = {}, beats = 1): PlayedStep => ({
    ...{ step, type, source: SOURCE, beats },
    data: { ...about, ...data },
  });
  const correction =
    dice() < 1 / 4
      ? [
          say('correction', 'permit.application.correction_requested.v1', {
            documents: [{ name: '申请表', reason: '缺少签章' }],
          }),
          say('resubmitted', 'permit.application.resubmitted.v1', {}, 2),
        ]
      : [];
  const reason = WAITS.find((wait) => item.mayStopFor.includes(wait));
  const stop =
    reason !== undefined && dice() < 1 / 3
      ? [
          say('suspended', 'permit.clock.suspended.v1', { reasonCode: reason }),
          say('resumed', 'permit.clock.resumed.v1', {}, 3),
        ]
      : [];
  const acceptMode = item.modes.includes('promise') && dice() < 1 / 3 ? 'promise' : 'normal';
  const certificate =
    item.certificate === undefined
      ? []
      : [
          say('certificate', 'permit.certificate.issued.v1', {
            certType: item.certificate,
            certNo: `${about.applicationNo}-证`,
            issuedOn: '{day}',
          }),
        ];
  return [
    say('submitted', 'permit.application.submitted.v1'),
    ...correction,
    say('accepted', 'permit.application.accepted.v1', { acceptMode }),
    ...stop,
    // The departments that are asked meanwhile answer first.
    say(
      'decision',
      'permit.decision.made.v1',
      { decision: 'approved' },
      item.departments.length > 0 ? 6 : 2,
    ),
    ...certificate,
  ];
}

/** As far as a utility company comes by itself: power waits for the customer's own works. */
export function supplySteps(about: About & { utility: Utility }, dice: Dice): PlayedStep[] {
  const source = `/utility/${about.utility}`;
  const say = (step: string, type: SourceFactType, data: object = {}): PlayedStep => ({
    ...{ step, type, source, beats: 2 },
    data: { ...about, ...data },
  });
  const begun = [
    say('accepted', 'utility.application.accepted.v1'),
    say('surveyed', 'utility.application.surveyed.v1'),
  ];
  if (about.utility !== 'power') {
    return [...begun, say('connected', 'utility.application.connected.v1')];
  }
  const waits = say('suspended', 'utility.application.suspended.v1', { reason: 'CUSTOMER_WORKS' });
  return [
    ...begun,
    say('proposal', 'utility.application.proposal_issued.v1', { sources: dice() < 1 / 4 ? 2 : 1 }),
    say('confirmed', 'utility.application.proposal_confirmed.v1'),
    waits,
  ];
}
