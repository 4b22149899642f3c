import { z } from 'zod';
import { DANGER_LEVELS, ROLES } from '../domain/fact.ts';
import { eventData, Phase, text, type FamilySchemas } from './event-data.ts';
import { DayText, MonthText } from './moment.ts';

const SafetyId = z
  .string()
  .regex(/^[^\s/\\?#%:]{1,64}$/u, 'expected 1 to 64 characters without blanks and / \\ ? # % :')
  .describe('Given by the site system; what is said later of the same danger names it again');

/** Events of site systems and forms: what people report from a project. */
export const SITE_EVENTS = {
  'site.milestone.reported.v1': eventData(
    {
      milestoneCode: text(50).describe('Code of the lifecycle, such as `groundbreaking`'),
      date: DayText.describe('The day on which it was reached'),
      photos: z.array(text(1000)).exactOptional().describe('Addresses of photos'),
      reporterRole: z.enum(ROLES),
      phase: Phase.exactOptional(),
    },
    {
      zh: '节点上报',
      en: 'Milestone reported',
      sent: 'Somebody reports that a milestone has been reached.',
      effect:
        'Proves that milestone: as reported if the project manager or the enterprise says so, as confirmed by any other role. Where the lifecycle needs more it waits for confirmation (待核).',
      example: {
        milestoneCode: 'groundbreaking',
        date: '2025-12-18',
        reporterRole: 'projectManager',
        photos: ['photos/zzy-012/2025-12-18-1.jpg'],
      },
    },
  ),
  'site.progress.reported.v1': eventData(
    {
      month: MonthText,
      investedToDate: z
        .number()
        .nonnegative()
        .exactOptional()
        .describe('Invested since the start, 10,000 yuan (万元)'),
      physicalShare: z
        .number()
        .min(0)
        .max(100)
        .exactOptional()
        .describe('Share of the works done (形象进度), percent'),
      output: z
        .number()
        .nonnegative()
        .exactOptional()
        .describe('Output of that month, in the unit of the designed output'),
      text: text(4000).exactOptional(),
    },
    {
      zh: '月度进展',
      en: 'Monthly progress',
      sent: 'The monthly report of a project. Fields of a later one for the same month win.',
      effect: 'Full output follows from the output of several months running.',
      example: { month: '2026-01', investedToDate: 18_600, physicalShare: 64, text: '主体封顶' },
    },
  ),
  'site.update.noted.v1': eventData(
    { text: text(4000) },
    {
      zh: '动态',
      en: 'Update noted',
      sent: 'A remark on the project that changes no date.',
      effect: 'Shown with the project as its latest update; it proves nothing.',
      example: { text: '设备基础浇筑完成，等待厂家到场。' },
    },
  ),
  'site.safety.reported.v1': eventData(
    {
      safetyId: SafetyId,
      level: z
        .enum(DANGER_LEVELS)
        .describe('`hazard` 隐患 may hurt people; `accident` 事故、险情 has hurt, or is about to'),
      text: text(4000),
    },
    {
      zh: '安全隐患、事故上报',
      en: 'Danger reported',
      sent: 'Somebody reports a danger to people or to the site, or says more of one.',
      effect:
        'Raises the signal `safety`, which is told at once and at any hour to the manager and whoever is on duty, until `site.safety.cleared.v1`.',
      example: { safetyId: 'S-2026-011', level: 'accident', text: '基坑边坡渗水，局部塌方' },
    },
  ),
  'site.safety.cleared.v1': eventData(
    { safetyId: SafetyId, text: text(4000).exactOptional() },
    {
      zh: '安全隐患、事故解除',
      en: 'Danger over',
      sent: 'The site reports that a danger is over.',
      effect: 'Clears the signal `safety`; its alert waits to be verified and closed.',
      example: { safetyId: 'S-2026-011', text: '已完成支护，恢复施工' },
    },
  ),
} satisfies FamilySchemas<'site'>;
