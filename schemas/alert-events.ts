import { z } from 'zod';
import type { CaseRecord, CloseCause } from '../domain/alert/case.ts';
import { CASE_STATES, CLOSE_CAUSES } from '../domain/alert/case.ts';
import { SIGNAL_KINDS } from '../domain/assessment.ts';
import { COLOURS } from '../domain/definitions.ts';
import type { OutgoingNote, OutgoingType } from './outgoing-events.ts';
import { ProjectEventBase } from './project-events.ts';

/** The types of events about alerts, without their prefix. */
export const ALERT_EVENT_TYPES = [
  'alert.raised.v1',
  'alert.worsened.v1',
  'alert.eased.v1',
  'alert.acknowledged.v1',
  'alert.cleared.v1',
  'alert.reopened.v1',
  'alert.closed.v1',
] as const;
export type AlertEventType = (typeof ALERT_EVENT_TYPES)[number];

/** The event that tells a line of an alert's story; lines without one concern only the park's own people. */
export const EVENT_OF_RECORD: Partial<Record<CaseRecord['kind'], AlertEventType>> = {
  opened: 'alert.raised.v1',
  worsened: 'alert.worsened.v1',
  eased: 'alert.eased.v1',
  acknowledged: 'alert.acknowledged.v1',
  cleared: 'alert.cleared.v1',
  returned: 'alert.reopened.v1',
  reopened: 'alert.reopened.v1',
  closed: 'alert.closed.v1',
};

/** What the data of every event about an alert says. */
export const AlertEventBase = z.object({
  ...ProjectEventBase.shape,
  alert: z.string().describe('`alert/<project>/<object>/<signal kind>`: one cause, one alert'),
  seq: z.int().describe('Its place in the story of the alert; not all lines are told'),
  object: z
    .string()
    .describe('Code of the milestone, id of the approval item or `stage:` and its number'),
  kind: z.enum(SIGNAL_KINDS),
  severity: z.enum(COLOURS).exclude(['green']).describe('After it, or the last it had'),
  state: z.enum(CASE_STATES).describe('After this settle; `toVerify`, `toApprove` wait for people'),
  episode: z.int().describe('Which time it came, from 1'),
  reopenCount: z.int().describe('How often it came back soon after it was closed'),
  stock: z.boolean().describe('存量: it was so before the project went live'),
  policy: z.string().describe('`id@version` of the policy that raised it'),
  detail: z.record(z.string(), z.string()).exactOptional().describe('More of what happened'),
});

const by = z.string().describe('The person who has done it');
const OWN: Partial<Record<AlertEventType, z.ZodRawShape>> = {
  'alert.acknowledged.v1': { by },
  'alert.closed.v1': { by: by.exactOptional(), closedBecause: z.enum(CLOSE_CAUSES) },
};

/** The data of an event about an alert, before its type is known. */
export type AlertEventData = z.output<typeof AlertEventBase> & {
  by?: string;
  closedBecause?: CloseCause;
};

const example: AlertEventData = {
  ...{ projectCode: 'ZZY-003', projectName: '示例新能源电池', sample: true, revision: 14 },
  cause: 'FACT',
  fact: { source: '/permit/wuhan-gaoxin', id: 'sgxk-2026-0117' },
  ...{ alert: 'alert/ZZY-003/groundbreaking/due', seq: 1 },
  ...{ object: 'groundbreaking', kind: 'due', severity: 'yellow', state: 'open' },
  ...{ episode: 1, reopenCount: 0, stock: false, policy: 'default@2026.5' },
};

const NOTES: Record<AlertEventType, OutgoingNote> = {
  'alert.raised.v1': {
    zh: '预警产生',
    en: 'Alert raised',
    sent: 'A signal is not green any more. Alerts that only few may see are never told.',
    example,
  },
  'alert.worsened.v1': {
    zh: '预警升级',
    en: 'Alert worsened',
    sent: 'The signal of an open alert got worse.',
    example: { ...example, cause: 'TIME', fact: undefined, seq: 2, severity: 'red' },
  },
  'alert.eased.v1': {
    zh: '预警降级',
    en: 'Alert eased',
    sent: 'The signal of an open alert got better, and is not green yet.',
    example: { ...example, seq: 3, severity: 'blue' },
  },
  'alert.acknowledged.v1': {
    zh: '预警签收',
    en: 'Alert acknowledged',
    sent: 'A person has taken notice.',
    example: { ...example, cause: 'COMMAND', seq: 2, by: '项目经理-03' },
  },
  'alert.cleared.v1': {
    zh: '待销号',
    en: 'Alert cleared',
    sent: 'The facts have cleared the signal; people may still have to verify and approve.',
    example: { ...example, seq: 4, state: 'toVerify' },
  },
  'alert.reopened.v1': {
    zh: '预警重开',
    en: 'Alert reopened',
    sent: 'The signal came back: before the alert was closed, or soon after it.',
    example: { ...example, seq: 6, episode: 2, reopenCount: 1 },
  },
  'alert.closed.v1': {
    zh: '销号',
    en: 'Alert closed',
    sent: 'Nothing is left to be done about it; `closedBecause` says why.',
    example: {
      ...{ ...example, cause: 'COMMAND', seq: 5, state: 'closed', by: '专班-02' },
      closedBecause: 'VERIFIED',
    },
  },
};

/** Every type of event that leaves on `alert.events`, in the order of the catalogue. */
export const ALERT_TYPES: readonly OutgoingType[] = ALERT_EVENT_TYPES.map((type) => ({
  ...{ type, note: NOTES[type] },
  schema: AlertEventBase.extend(OWN[type] ?? {}),
}));
