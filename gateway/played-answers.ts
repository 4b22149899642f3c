import type { ItemTemplate } from '../domain/approval/template.ts';
import type { RawCloudEvent } from '../schemas/cloud-event.ts';
import { TYPE_PREFIX } from '../schemas/event.ts';
import type { ApprovalRequest } from '../schemas/approval-requests.ts';
import type { ParsedRequest } from '../schemas/parse-approval-request.ts';
import { fillPlaces } from '../schemas/feed.ts';
import { diceOf, type Dice } from './dice.ts';
import { permitSteps, supplySteps, type PlayedStep } from './played-steps.ts';

/** An event that a played authority or utility will send. */
export interface PlayedAnswer {
  /** Id of the request that it answers. */
  request: string;
  /** When it happens and is sent, ms since 1970 of the demo clock. */
  atMs: number;
  event: RawCloudEvent;
}

export interface Answering {
  /** The item that a request is about, by its id in any template. */
  item: ItemTemplate;
  /** When the first answer may happen. */
  fromMs: number;
  /** A short while; each step takes one to three of them. */
  beatMs: number;
}

/**
 * What authorities and utilities answer to a request: the same for the same id, and with ids made of
 * it, so that an answer sent twice is a duplicate. Nothing to what takes its time in the field: land,
 * tenders, agreements and the acceptance of works.
 */
export function answersTo(request: ParsedRequest, answering: Answering): PlayedAnswer[] {
  const dice = diceOf(request.id);
  if (request.type === 'approval.item.opened.v1') {
    return chain(request.id, openedSteps(request.data, answering.item, dice), answering, dice);
  }
  if (request.type === 'approval.opinion.requested.v1') {
    return chain(request.id, opinionSteps(request.data, dice), answering, dice);
  }
  return [];
}

const IN_THE_FIELD: readonly ItemTemplate['kind'][] = [
  'government',
  'minimumLag',
  'agreement',
  'policy',
];

function openedSteps(
  data: ApprovalRequest<'approval.item.opened.v1'>,
  item: ItemTemplate,
  dice: Dice,
): PlayedStep[] {
  const { kind, stage, veto, utility } = item;
  if (IN_THE_FIELD.includes(kind) || (stage === '4' && veto)) return [];
  const about = { projectCode: data.projectCode, projectName: data.projectName };
  const applicationNo = numberOf(data);
  if (utility) return supplySteps({ ...about, applicationNo, utility }, dice);
  return permitSteps({ ...about, applicationNo, itemCode: item.id }, item, dice);
}

/** Of project, round, item and try: whoever applies again gets another number. */
const numberOf = ({
  approval,
  item,
  attempt,
}: ApprovalRequest<'approval.item.opened.v1'>): string =>
  ['SB', ...approval.split('/').slice(1), item, ...(attempt > 1 ? [attempt] : [])].join('-');

function opinionSteps(
  data: ApprovalRequest<'approval.opinion.requested.v1'>,
  dice: Dice,
): PlayedStep[] {
  // Where silence counts as consent, every third department leaves it at that.
  if (data.silentConsent && dice() < 1 / 3) return [];
  const opinion = dice() < 0.85 ? 'agree' : 'conditional';
  const { projectCode, projectName, item: itemCode, department, applicationNo } = data;
  return [
    {
      step: 'opinion',
      type: 'permit.opinion.given.v1',
      source: '/permit/park-window',
      data: {
        ...{ projectCode, projectName, itemCode, department, opinion },
        ...(applicationNo !== undefined && { applicationNo }),
        ...(opinion === 'conditional' && { text: '落实本部门意见后同意' }),
      },
    },
  ];
}

function chain(
  request: string,
  steps: readonly PlayedStep[],
  { fromMs, beatMs }: Answering,
  dice: Dice,
): PlayedAnswer[] {
  let atMs = fromMs;
  return steps.map((step, index) => {
    atMs += Math.round((step.beats ?? 1) * beatMs * (1 + 2 * dice()));
    return { request, atMs, event: eventOf(request, step, { index, atMs }) };
  });
}

function eventOf(
  request: string,
  { step, type, source, data }: PlayedStep,
  { index, atMs }: { index: number; atMs: number },
): RawCloudEvent {
  const { projectCode, applicationNo } = data;
  const numbered = applicationNo !== undefined;
  const event = {
    specversion: '1.0',
    id: `${request}/${step}`,
    source,
    type: `${TYPE_PREFIX}${type}`,
    subject: numbered ? `${projectCode}/${applicationNo}` : projectCode,
    time: '{now}',
    partitionkey: projectCode,
    datacontenttype: 'application/json',
    // An opinion is one of several that come side by side.
    ...(numbered && step !== 'opinion' && { sequence: String(index + 1) }),
    data,
  };
  return fillPlaces(event, new Date(atMs).toISOString(), 0);
}
