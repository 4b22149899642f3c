import { z } from 'zod';
import { HOLDERS } from '../domain/approval/assessment.ts';
import { APPROVAL_STAGES } from '../domain/approval/template.ts';

const Day = z.iso.date().meta({ title: 'day' });

/** Why an adapter need not act any more. */
const CALLED_OFF_BECAUSE = ['ended', 'waived', 'notReady', 'over'] as const;

const about = {
  projectCode: z.string(),
  projectName: z.string(),
  sample: z.boolean().describe('Invented data of the sample park'),
  approval: z.string().describe('The approval, `approval/<projectCode>` or `…/<round>`'),
  revision: z.int().describe('Of the approval; all requests of one settle share it'),
  duty: z.string().describe('What is asked, unique in the approval and stable over its life'),
  item: z.string().describe('Id in the approval template, such as `G09`'),
  itemName: z.object({ zh: z.string(), en: z.string() }),
  attempt: z.int().min(1).describe('Which try of the item: 2 after one that ended without success'),
  authority: z.string().describe('Whose adapter is meant'),
};

/** What the data of every request says. */
export const ApprovalRequestBase = z.object(about);
export type ApprovalRequestBase = z.output<typeof ApprovalRequestBase>;

const due = Day.exactOptional().describe('The last day for it, where there is a limit');
const department = z.string().describe('Who is asked for its opinion');

/** Types of the requests, without prefix. */
export const APPROVAL_REQUEST_TYPES = [
  'approval.item.opened.v1',
  'approval.opinion.requested.v1',
  'approval.consent.announced.v1',
  'approval.item.closed.v1',
] as const;
export type ApprovalRequestType = (typeof APPROVAL_REQUEST_TYPES)[number];

/** The data of each request. */
export const APPROVAL_REQUESTS = {
  'approval.item.opened.v1': z.object({
    ...about,
    stage: z.enum(APPROVAL_STAGES).describe('`U`: utilities, `P`: policy applications'),
    window: z.string().describe('Where the application is handed in'),
    holder: z.enum(HOLDERS).describe('Who hands it in'),
    since: Day.describe('From when on it may be handed in'),
    due,
  }),
  'approval.opinion.requested.v1': z.object({
    ...about,
    department,
    applicationNo: z.string().exactOptional(),
    since: Day,
    due,
    silentConsent: z
      .object({ rule: z.string() })
      .exactOptional()
      .describe('The rule by which silence will count as consent, where one says so'),
  }),
  'approval.consent.announced.v1': z.object({
    ...about,
    department,
    due,
    rule: z.string().describe('By which silence counts as consent'),
    ahead: z.int().describe('Working days that are left'),
  }),
  'approval.item.closed.v1': z.object({
    ...about,
    department: department.exactOptional(),
    because: z
      .enum(CALLED_OFF_BECAUSE)
      .describe(
        '`ended`: the application was decided or withdrawn without it; `waived`: the item is not needed; `notReady`: what it rests on was taken back; `over`: the project is',
      ),
  }),
} satisfies Record<ApprovalRequestType, z.ZodObject>;
export type ApprovalRequest<T extends ApprovalRequestType> = z.output<
  (typeof APPROVAL_REQUESTS)[T]
>;
