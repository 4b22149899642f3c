import type { ApprovalAssessment, ItemAssessment } from '../domain/approval/assessment.ts';
import type { OutgoingMessage } from '../readmodel/outbox.ts';
import type { ClosedBecause, OpenedDuty, WorkItemRow } from '../readmodel/work-items.ts';
import type {
  ApprovalRequest,
  ApprovalRequestBase,
  ApprovalRequestType,
} from '../schemas/approval-requests.ts';
import type { ApprovalSession } from './approval-kind.ts';
import { messageOf, type OwnEvent } from './own-event.ts';
import type { WorkPlan } from './work-plan.ts';

/** Where the adapters of authorities hear what is asked of them. */
const APPROVAL_TOPIC = 'approval.requests';
const SOURCE = '/kaigong/approval';

interface Teller extends Pick<ApprovalSession, 'subject' | 'now'> {
  trace: Pick<ApprovalSession['trace'], 'traceparent'>;
}

interface Settled {
  work: WorkPlan;
  after: ApprovalAssessment;
  /** Of the approval after this settle. */
  revision: number;
}

/** The messages for what is asked now, and for what is called off; ids come from approval, item and try, so each is told once. */
export function requestsOf(session: Teller, settled: Settled): OutgoingMessage[] {
  const { work } = settled;
  return [
    ...work.callOffs.map((gone) => closedRequest(session, settled, gone)),
    ...work.asks.map((duty) => askOf(session, settled, duty)),
  ].map((request) => messageOf(eventOf(session, request)));
}

/** A request before it has its envelope. */
interface Request<T extends ApprovalRequestType = ApprovalRequestType> {
  type: T;
  /** Which time it is told. */
  asked: number;
  data: ApprovalRequest<T>;
}

function askOf(session: Teller, settled: Settled, duty: OpenedDuty): Request {
  const base = baseOf(session, settled, { ...duty, dutyId: duty.id });
  const item = settled.after.items.find(({ id }) => id === duty.item);
  const { asked } = duty;
  if (duty.kind === 'apply') {
    return { type: 'approval.item.opened.v1', asked, data: openedData(base, duty, item) };
  }
  if (duty.kind === 'opinion') {
    return { type: 'approval.opinion.requested.v1', asked, data: opinionData(base, duty, item) };
  }
  return { type: 'approval.consent.announced.v1', asked, data: consentData(base, duty, item) };
}

const dueOf = ({ due }: OpenedDuty) => (due === undefined ? {} : { due });

function openedData(
  base: ApprovalRequestBase,
  duty: OpenedDuty,
  item: ItemAssessment | undefined,
): ApprovalRequest<'approval.item.opened.v1'> {
  const { holder, since } = duty;
  const { stage = '1', window = '' } = item ?? {};
  return { ...base, stage, window, holder, since, ...dueOf(duty) };
}

function opinionData(
  base: ApprovalRequestBase,
  duty: OpenedDuty,
  item: ItemAssessment | undefined,
): ApprovalRequest<'approval.opinion.requested.v1'> {
  const { authority: department, since } = duty;
  const { applicationNo } = item ?? {};
  const rule = ruleOf(item, department);
  return {
    ...{ ...base, department, since },
    ...dueOf(duty),
    ...(applicationNo !== undefined && { applicationNo }),
    ...(rule !== undefined && { silentConsent: { rule } }),
  };
}

function consentData(
  base: ApprovalRequestBase,
  duty: OpenedDuty,
  item: ItemAssessment | undefined,
): ApprovalRequest<'approval.consent.announced.v1'> {
  const { authority: department, detail = '' } = duty;
  // `<department>/<ahead>`
  const ahead = Number(detail.slice(detail.lastIndexOf('/') + 1));
  return { ...base, department, ...dueOf(duty), rule: ruleOf(item, department) ?? '', ahead };
}

const ruleOf = (item: ItemAssessment | undefined, name: string): string | undefined =>
  item?.departments.find(({ department }) => department === name)?.rule;

function closedRequest(
  session: Teller,
  settled: Settled,
  { row, because }: { row: WorkItemRow; because: Exclude<ClosedBecause, 'done'> },
): Request {
  const base = baseOf(session, settled, row);
  const department = row.kind === 'apply' ? {} : { department: row.authority };
  const data = { ...base, ...department, because };
  return { type: 'approval.item.closed.v1', asked: row.asked, data };
}

function baseOf(
  { subject }: Teller,
  { after, revision }: Settled,
  { dutyId, item, round, authority }: Pick<WorkItemRow, 'dutyId' | 'item' | 'round' | 'authority'>,
): ApprovalRequestBase {
  const name = after.items.find(({ id }) => id === item)?.name;
  return {
    ...{ projectCode: after.project, projectName: after.name, sample: after.sample },
    ...{ approval: subject, revision, duty: dutyId, item },
    itemName: name ?? { zh: item, en: item },
    ...{ attempt: round, authority },
  };
}

function eventOf({ subject, now, trace }: Teller, request: Request): OwnEvent {
  const { type, asked, data } = request;
  return {
    topic: APPROVAL_TOPIC,
    // One lock a key: the rounds of a project are settled each under its own.
    key: subject.slice(subject.indexOf('/') + 1),
    source: SOURCE,
    id: idOf(subject, type, { duty: data.duty, asked }),
    type,
    at: now,
    subject: data.item,
    traceparent: trace.traceparent(),
    data,
  };
}

// The first is told by most alone; whoever was called off is asked again under another id.
function idOf(
  subject: string,
  type: ApprovalRequestType,
  { duty, asked }: { duty: string; asked: number },
): string {
  const closed = type === 'approval.item.closed.v1' ? '/closed' : '';
  return `${subject}/${duty}${asked > 1 ? `/${asked}` : ''}${closed}`;
}
