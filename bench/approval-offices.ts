import { randomUUID } from 'node:crypto';
import { encode } from '../gateway/codec.ts';
import type { ApprovalTemplate, ItemTemplate } from '../domain/approval/template.ts';
import { dayOf, fromMillis } from '../domain/time.ts';
import { APPROVAL_REQUESTS, ApprovalRequestBase } from '../schemas/approval-requests.ts';
import type { RawMessage } from '../gateway/event-source.ts';
import { TOPIC_OF, TYPE_PREFIX } from '../schemas/event.ts';
import type { SourceFactType } from '../schemas/event-data.ts';
import { CLOCK_OFFSET_MS } from './clock.ts';
import type { EventMessage } from './events.ts';

/** An event of an office; some decide an item, or say that the works are done. */
export interface OfficeEvent extends EventMessage {
  project: string;
  /** The item or the milestone that it brings about. */
  brings?: string;
  /** How many days its acceptance promises, where it is one: what may be mistyped. */
  promisedDays?: number;
}

/** The offices of all projects of a measurement: they answer each request at once, and nobody errs, stops or says no. */
export interface BenchOffices {
  /** What they answer to a message of `approval.requests`; nothing to what is for others, or was heard before. */
  hear: (message: RawMessage) => OfficeEvent[];
  /** How many requests they have heard. */
  heard: () => number;
  /** Projects of which every item that the template has is done. */
  done: () => number;
}

/** Offices whose events all come from `source`, dated as they happen. */
export function createOffices(
  projects: readonly string[],
  { template, source }: { template: ApprovalTemplate; source: string },
): BenchOffices {
  const items = new Map(template.items.map((item) => [item.id, item]));
  const left = new Map(projects.map((project) => [project, new Set(items.keys())]));
  const silent = new Map<string, Set<string>>();
  const heard = new Set<string>();
  const sayAt = (project: string, said: Said) => message(project, source, said);

  function bring(project: string, said: Said[]): OfficeEvent[] {
    const missing = left.get(project);
    const before = missing?.size;
    for (const { brings } of said) if (brings !== undefined) missing?.delete(brings);
    const isBuilt = before !== missing?.size && said.some(({ brings }) => brings === BUILT_BY);
    return [...said, ...(isBuilt ? BUILT : [])].map((one) => sayAt(project, one));
  }

  return {
    done: () => [...left.values()].filter(({ size }) => size === 0).length,
    heard: () => heard.size,
    hear({ headers, value }) {
      const id = String(headers['ce_id']);
      const type = String(headers['ce_type']).slice(TYPE_PREFIX.length);
      const body: unknown = JSON.parse(String(value));
      const request = ApprovalRequestBase.parse(body);
      const { projectCode, item: itemId } = request;
      const item = items.get(itemId);
      if (!item || !left.has(projectCode) || heard.has(id)) return [];
      heard.add(id);
      if (type === 'approval.item.opened.v1') return bring(projectCode, applied(item));
      if (type !== 'approval.opinion.requested.v1') return [];
      const { department } = APPROVAL_REQUESTS[type].parse(body);
      const key = `${projectCode} ${itemId}`;
      const others = silent.get(key) ?? new Set(item.departments);
      silent.set(key, others);
      others.delete(department);
      return bring(projectCode, given(item, department, others.size === 0));
    },
  };
}

// The site builds as soon as it may; stage 4 waits for that.
const BUILT_BY = 'G19';
const BUILT: readonly Said[] = ['groundbreaking', 'worksCompleted'].map((milestoneCode) => ({
  type: 'site.milestone.reported.v1',
  data: { milestoneCode, reporterRole: 'team' },
  brings: milestoneCode,
}));

interface Said {
  type: SourceFactType;
  data: Record<string, string | number>;
  brings?: string;
}

function applied(item: ItemTemplate): Said[] {
  const { id: itemCode, utility, land, departments } = item;
  if (utility) return supplied(item, utility);
  if (land) return [{ type: 'land.contract.signed.v1', data: { parcelNo: 'P' }, brings: itemCode }];
  const said: Said[] = [
    { type: 'permit.application.submitted.v1', data: { itemCode } },
    { type: 'permit.application.accepted.v1', data: { itemCode, promisedDays: 5 } },
  ];
  return departments.length > 0 ? said : [...said, ...decided(item)];
}

function given(item: ItemTemplate, department: string, isLast: boolean): Said[] {
  const { id: itemCode, kind } = item;
  const opinion: Said = {
    type: 'permit.opinion.given.v1',
    data: { itemCode, department, opinion: 'agree' },
  };
  if (!isLast) return [opinion];
  return kind === 'opinion' ? [{ ...opinion, brings: itemCode }] : [opinion, ...decided(item)];
}

function decided({ id: itemCode, certificate: certType }: ItemTemplate): Said[] {
  const decision: Said = {
    type: 'permit.decision.made.v1',
    data: { itemCode, decision: 'approved' },
    brings: itemCode,
  };
  if (certType === undefined) return [decision];
  const data = { itemCode, certType, certNo: `${itemCode}-1` };
  return [decision, { type: 'permit.certificate.issued.v1', data }];
}

const SUPPLY = ['accepted', 'surveyed', 'connected'] as const;

const supplied = ({ id }: ItemTemplate, utility: string): Said[] =>
  SUPPLY.map((step) => ({
    type: `utility.application.${step}.v1` as const,
    data: { utility },
    ...(step === 'connected' && { brings: id }),
  }));

let last = 0;
/** Now, and after all that was said before. */
const nextMillis = (): number => (last = Math.max(last + 1, Date.now() + CLOCK_OFFSET_MS));

function message(project: string, source: string, { type, data, brings }: Said): OfficeEvent {
  const fullType = TYPE_PREFIX + type;
  const id = randomUUID();
  const time = fromMillis(nextMillis());
  const day = dayOf(time);
  const days = {
    ...(type === 'permit.certificate.issued.v1' && { issuedOn: day }),
    ...(type === 'site.milestone.reported.v1' && { date: day }),
  };
  const applicationNo = data['itemCode'] ?? data['utility'];
  const no = applicationNo === undefined ? {} : { applicationNo };
  const raw = {
    ...{ specversion: '1.0', id, source, type: fullType, time },
    data: { projectCode: project, ...no, ...data, ...days },
  };
  const { promisedDays } = data;
  return {
    ...{ id, project, topic: TOPIC_OF(fullType) ?? 'site.events' },
    ...encode(raw, 'structured'),
    ...(brings !== undefined && { brings }),
    ...(typeof promisedDays === 'number' && { promisedDays }),
  };
}
