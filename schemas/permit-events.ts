import { z } from 'zod';
import { eventData, Phase, text, type EventNote, type FamilySchemas } from './event-data.ts';
import { DayText, MomentText } from './moment.ts';

const itemCode = text(50).describe('Approval item, such as `G19` for 施工许可');
const round = z.int().min(1).default(1).describe('Counts the rounds of one application, from 1');
const reason = text(2000).default('');
const suspensionId = text(100)
  .default('-')
  .describe('Pairs a suspension with its end; may be left out where only one is open at a time');
const workingDays = z.int().min(0).max(3660);

const permit = <S extends z.ZodRawShape>(shape: S, note: EventNote) =>
  eventData({ itemCode, ...shape }, { ...note, example: { itemCode: 'G19', ...note.example } });

/** Events of permitting systems: applications, their clocks, decisions and certificates. */
export const PERMIT_EVENTS = {
  'permit.application.submitted.v1': permit(
    {
      channel: text().exactOptional().describe('Where it was handed in: window, online, app'),
      materials: z.array(text()).exactOptional(),
    },
    {
      zh: '申报',
      en: 'Application submitted',
      sent: 'The applicant has handed in an application for an approval item.',
      example: { channel: 'online', materials: ['施工合同', '施工图审查合格书'] },
    },
  ),
  'permit.application.accepted.v1': permit(
    {
      acceptedAt: MomentText.exactOptional(),
      promisedDays: workingDays.exactOptional().describe('Promised limit in working days'),
      statutoryDays: workingDays.exactOptional().describe('Limit of the law in working days'),
      acceptMode: z
        .enum(['normal', 'deficient', 'promise'])
        .exactOptional()
        .describe('In full, 容缺 or 告知承诺'),
      deficiencies: z.array(z.object({ doc: text(), dueDate: DayText })).exactOptional(),
    },
    {
      zh: '受理',
      en: 'Application accepted',
      sent: 'The authority has accepted the application; its clock starts.',
      effect: 'Closes the gap that a decision or certificate without acceptance shows.',
      example: {
        acceptMode: 'deficient',
        promisedDays: 2,
        statutoryDays: 7,
        deficiencies: [{ doc: '农民工工资保证金凭证', dueDate: '2025-12-17' }],
      },
    },
  ),
  'permit.application.correction_requested.v1': permit(
    {
      round,
      documents: z.array(z.object({ name: text(), reason: text(2000) })).exactOptional(),
      replyBy: DayText.exactOptional(),
    },
    {
      zh: '补正通知',
      en: 'Correction requested',
      sent: 'The authority asks the applicant to correct or complete the documents.',
      example: {
        round: 1,
        documents: [{ name: '施工合同', reason: '缺少签章' }],
        replyBy: '2025-12-17',
      },
    },
  ),
  'permit.application.resubmitted.v1': permit(
    {
      round,
      redesign: z
        .literal(true)
        .exactOptional()
        .describe('The design changed (重新设计): approvals that rest on it are looked at again'),
    },
    {
      zh: '补正提交',
      en: 'Resubmitted',
      sent: 'The applicant has handed in what a correction asked for.',
      example: { round: 1 },
    },
  ),
  'permit.application.not_accepted.v1': permit(
    {
      reasonCode: text(100).default('UNKNOWN'),
      legalBasis: text(2000).exactOptional(),
    },
    {
      zh: '不予受理',
      en: 'Not accepted',
      sent: 'The authority does not accept the application.',
      example: { reasonCode: 'OUT_OF_SCOPE', legalBasis: '行政许可法第三十二条' },
    },
  ),
  'permit.application.withdrawn.v1': permit(
    { by: z.enum(['applicant', 'authority']).exactOptional(), reason },
    {
      zh: '撤回',
      en: 'Application withdrawn',
      sent: 'The applicant takes the application back, or the authority closes it.',
      example: { by: 'applicant', reason: '建设规模调整' },
    },
  ),
  'permit.clock.suspended.v1': permit(
    {
      suspensionId,
      reasonCode: text(100)
        .default('UNKNOWN')
        .describe('CORRECTION, PUBLIC_NOTICE, EXPERT_REVIEW, HEARING, INSPECTION, BIDDING, …'),
      plannedResumeOn: DayText.exactOptional(),
      evidenceNo: text(100).exactOptional(),
    },
    {
      zh: '计时中止',
      en: 'Clock suspended',
      sent: 'The limit of an application stops running, such as for a public notice.',
      example: {
        suspensionId: 'ZT-1',
        reasonCode: 'PUBLIC_NOTICE',
        plannedResumeOn: '2025-12-19',
        evidenceNo: '公示〔2025〕88号',
      },
    },
  ),
  'permit.clock.resumed.v1': permit(
    {
      suspensionId,
      reasonCode: text(100).exactOptional(),
      evidenceNo: text(100).exactOptional(),
    },
    {
      zh: '计时恢复',
      en: 'Clock resumed',
      sent: 'The limit of an application runs again.',
      example: { suspensionId: 'ZT-1' },
    },
  ),
  'permit.limit.extended.v1': permit(
    {
      extraDays: workingDays.describe('Working days added to the limit'),
      approvedBy: text().exactOptional(),
      reason,
    },
    {
      zh: '延期',
      en: 'Limit extended',
      sent: 'A head of the authority has extended the limit of an application.',
      effect: 'Shows a gap until the acceptance of the same application has come.',
      example: { extraDays: 10, approvedBy: '市住建局负责人', reason: '情况复杂' },
    },
  ),
  'permit.opinion.given.v1': permit(
    {
      department: text(),
      opinion: z.enum(['agree', 'conditional', 'disagree']),
      text: text(4000).exactOptional(),
    },
    {
      zh: '征求意见反馈',
      en: 'Opinion given',
      sent: 'A department answers a request for its opinion in a joint review.',
      example: { department: '市生态环境局', opinion: 'conditional', text: '落实环评措施后同意' },
    },
  ),
  'permit.consent.announced.v1': permit(
    {
      department: text(),
      ahead: z.union([z.literal(3), z.literal(1)]).describe('Working days before `due`'),
      due: DayText.describe('The last day for an answer'),
      attempt: z
        .int()
        .min(1)
        .default(1)
        .describe('Which try of the item: 2 after one that ended without success'),
    },
    {
      zh: '默认同意预告',
      en: 'Consent by silence announced',
      sent: 'The permitting system has told a department that its silence will count as consent. Where it does so itself, the park does not announce it again.',
      effect:
        'Silence counts as consent only after the announcement one working day ahead, and only where the template names the rule.',
      example: { itemCode: 'G14', department: '市文化和旅游局', ahead: 1, due: '2025-12-17' },
    },
  ),
  'permit.decision.made.v1': permit(
    {
      decision: z.enum(['approved', 'conditional', 'rejected']),
      decidedAt: MomentText.exactOptional(),
      conditions: z.array(text(2000)).exactOptional(),
    },
    {
      zh: '审批决定',
      en: 'Decision made',
      sent: 'The authority has decided on the application.',
      effect: 'Shows a gap until the acceptance of the same application has come.',
      example: { decision: 'approved', decidedAt: '2025-12-05T15:00:00+08:00' },
    },
  ),
  'permit.certificate.issued.v1': permit(
    {
      certType: text(100),
      certNo: text(100),
      issuedOn: DayText,
      validUntil: DayText.exactOptional(),
      phase: Phase.exactOptional(),
      building: text(100).exactOptional(),
    },
    {
      zh: '发证',
      en: 'Certificate issued',
      sent: 'A permit or certificate has been issued.',
      effect:
        'Proves on `issuedOn` the milestone that goes by its `certType`, and so opens the gates that wait for it.',
      example: {
        certType: '建筑工程施工许可证',
        certNo: '420118202512050101',
        issuedOn: '2025-12-05',
      },
    },
  ),
  'permit.certificate.revoked.v1': permit(
    { certNo: text(100), reason, revokedOn: DayText },
    {
      zh: '撤证',
      en: 'Certificate revoked',
      sent: 'A certificate has been revoked or cancelled.',
      effect:
        'Takes the proof from the milestone of that `certNo`. The stage stays until a person decides; the project is red meanwhile.',
      example: { certNo: '420118202512050101', reason: '材料不实', revokedOn: '2026-01-08' },
    },
  ),
  'permit.acceptance.result.v1': permit(
    {
      result: z.enum(['passed', 'failed']),
      rectifications: z
        .array(z.object({ dept: text(), issue: text(2000), dueDate: DayText.exactOptional() }))
        .exactOptional(),
      phase: Phase.exactOptional(),
    },
    {
      zh: '联合验收结果',
      en: 'Joint acceptance',
      sent: 'The joint acceptance of finished works has a result.',
      effect: 'Passed, it proves a milestone; failed, it is only kept in the fact log.',
      example: {
        result: 'failed',
        rectifications: [{ dept: '消防', issue: '疏散指示缺失', dueDate: '2026-01-20' }],
      },
    },
  ),
} satisfies FamilySchemas<'permit'>;
