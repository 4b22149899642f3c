import { z } from 'zod';
import { toMillis } from '../domain/time.ts';
import { eventData, Phase, text, type EventNote, type FamilySchemas } from './event-data.ts';
import { MomentText, MonthText } from './moment.ts';

const utility = z.enum(['power', 'water', 'gas', 'drainage', 'telecom']);
const amount = z.number().nonnegative();
const reason = text(2000).default('');

const application = <S extends z.ZodRawShape>(shape: S, note: EventNote) =>
  eventData(
    {
      utility,
      capacityKva: amount.exactOptional().describe('Electricity applied for, kVA'),
      m3d: amount.exactOptional().describe('Water or gas applied for, m³ a day'),
      voltageKv: amount.exactOptional(),
      sources: z.int().min(1).exactOptional().describe('Power lines: 1 or 2'),
      meterNo: text(100).exactOptional(),
      result: text().exactOptional(),
      ...shape,
    },
    { ...note, example: { utility: 'power', capacityKva: 2000, voltageKv: 10, ...note.example } },
  );

/** Events of utility companies: applications for supply (报装), outages, and what was consumed. */
export const UTILITY_EVENTS = {
  'utility.application.accepted.v1': application(
    {},
    {
      zh: '报装受理',
      en: 'Supply application accepted',
      sent: 'The utility company has accepted an application for supply.',
      example: {},
    },
  ),
  'utility.application.surveyed.v1': application(
    {},
    {
      zh: '联合踏勘',
      en: 'Site surveyed',
      sent: 'The site has been surveyed.',
      example: { result: '具备接入条件' },
    },
  ),
  'utility.application.proposal_issued.v1': application(
    {},
    {
      zh: '供电（水、气）方案答复',
      en: 'Supply proposal issued',
      sent: 'The utility company has answered with its proposal.',
      example: { sources: 1 },
    },
  ),
  'utility.application.proposal_confirmed.v1': application(
    {},
    {
      zh: '方案确认',
      en: 'Supply proposal confirmed',
      sent: 'The customer has confirmed the proposal or signed the contract.',
      example: {},
    },
  ),
  'utility.application.works_started.v1': application(
    {},
    {
      zh: '接入工程开工',
      en: 'Connection works started',
      sent: 'Works on the line or pipe have begun.',
      example: {},
    },
  ),
  'utility.application.works_completed.v1': application(
    {},
    {
      zh: '接入工程完工',
      en: 'Connection works completed',
      sent: 'Works on the line or pipe are finished.',
      example: {},
    },
  ),
  'utility.application.inspected.v1': application(
    {},
    {
      zh: '竣工检验',
      en: 'Inspected',
      sent: 'The utility company has inspected the works, in between or at the end.',
      example: { result: '合格' },
    },
  ),
  'utility.application.connected.v1': application(
    { phase: Phase.exactOptional() },
    {
      zh: '送电（通水、通气）',
      en: 'Connected',
      sent: 'The customer is supplied: energised, water or gas on.',
      effect: 'Proves a milestone where the lifecycle waits for that utility.',
      example: { meterNo: '4201180099123' },
    },
  ),
  'utility.application.suspended.v1': application(
    { reason },
    {
      zh: '报装中止',
      en: 'Supply application suspended',
      sent: 'The application waits, such as for works of the customer (`CUSTOMER_WORKS`).',
      example: { reason: 'CUSTOMER_WORKS' },
    },
  ),
  'utility.application.resumed.v1': application(
    {},
    {
      zh: '报装恢复',
      en: 'Supply application resumed',
      sent: 'The application goes on.',
      example: {},
    },
  ),
  'utility.application.cancelled.v1': application(
    { reason },
    {
      zh: '报装终止',
      en: 'Supply application cancelled',
      sent: 'The application has been cancelled.',
      example: { reason: '用户撤销' },
    },
  ),
  'utility.outage.planned.v1': eventData(
    {
      from: MomentText,
      to: MomentText,
      utility: utility.exactOptional(),
      affectedProjects: z.array(text(64)).exactOptional(),
    },
    {
      zh: '计划停电（停水、停气）',
      en: 'Outage planned',
      sent: 'An interruption of supply is planned; one event for each project that it affects.',
      effect:
        'Raises the signal `outage` until its last day; without `utility` it is of electricity. What is announced at night for the next day is told at once.',
      example: { from: '2026-03-02 08:00', to: '2026-03-02 18:00', utility: 'power' },
    },
  ).refine(({ from, to }) => toMillis(from) <= toMillis(to), {
    error: 'expected an end that is not before `from`',
    params: { fault: 'endsBeforeItBegins' },
    path: ['to'],
  }),
  'utility.consumption.monthly.v1': eventData(
    {
      month: MonthText,
      kWh: amount.exactOptional().describe('Electricity of the month, kWh'),
      m3: amount.exactOptional().describe('Water or gas of the month, m³'),
      utility: utility.exactOptional(),
    },
    {
      zh: '月度用量',
      en: 'Monthly consumption',
      sent: 'What a customer used in a month, as metered.',
      effect: 'Electricity confirms full output where the lifecycle asks for it.',
      example: { month: '2026-02', kWh: 412_000, utility: 'power' },
    },
  ),
} satisfies FamilySchemas<'utility'>;
