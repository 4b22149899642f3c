import { z } from 'zod';
import { COLOURS } from '../domain/definitions.ts';
import type { Fact } from '../domain/fact.ts';
import { momentOn } from '../domain/office-hours.ts';
import type { PolicyCase } from '../domain/policy-cases/policy-case.ts';
import { isDay, type Instant } from '../domain/time.ts';
import { caseFact } from './case-fact.ts';
import { toRegisterFact } from './command.ts';
import { DefinitionId, PlainDay } from './definition-parts.ts';
import type { Catalogue } from './definitions.ts';
import { text } from './event-data.ts';
import { faultsOf, type Fault } from './fault.ts';
import { completeRegistration, registrationFaults, RegistrationRequest } from './registration.ts';

const Minute = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} ([01]\d|2[0-3]):[0-5]\d$/, 'expected YYYY-MM-DD HH:MM in Shanghai');

const MessageShape = z.strictObject({
  at: Minute,
  alert: text(),
  kind: z.enum(['notify', 'note', 'remind', 'escalate', 'list', 'slip', 'wake']),
  how: z.enum(['push', 'digest', 'safety']).default('push'),
  to: z.array(text(100)).min(1),
});

/** A case as a policy file holds it; what it says of project and facts is read by `readCase`. */
export const CaseShape = z.strictObject({
  title: text(),
  project: z.looseObject({ template: DefinitionId }),
  from: PlainDay.describe('The day on which the project is registered'),
  facts: z
    .array(
      z.strictObject({
        type: text(100),
        at: z.union([PlainDay, Minute]),
        source: text(200).exactOptional(),
        data: z.record(z.string(), z.unknown()),
      }),
    )
    .default([]),
  on: PlainDay,
  colour: z.enum(COLOURS).nullable(),
  signals: z.record(z.string(), z.enum(COLOURS)).exactOptional(),
  messages: z.array(MessageShape).exactOptional(),
});
/** A case as it is written. */
export type WrittenCase = z.output<typeof CaseShape>;

const CODE = 'CASE-1';
const OFFICE = { id: 'office', role: 'system' } as const;

/** The case with its facts, or what of project and facts does not fit the catalogue. */
export function readCase(
  written: WrittenCase,
  catalogue: Pick<Catalogue, 'lifecycles' | 'approvals'>,
): PolicyCase | { faults: Fault[] } {
  const { title, project, from, on, colour, signals, messages } = written;
  const asked = RegistrationRequest.safeParse({ ...UNNAMED, name: title, ...project });
  if (!asked.success) return { faults: faultsOf(asked.error, 'project') };
  const template = catalogue.lifecycles.get(asked.data.template);
  if (!template) return { faults: [unknownTemplate(catalogue)] };
  const registration = completeRegistration(asked.data, template);
  const approval = catalogue.approvals.get(registration.approval ?? template.approval ?? '');
  const read = written.facts.map(({ at, ...fact }, index) =>
    caseFact(fact, { index, code: CODE, ...momentsOf(at) }),
  );
  const faults = [
    ...registrationFaults(registration, template, approval).map(under('project')),
    ...read.flatMap((one, at) => ('faults' in one ? one.faults.map(under(`facts[${at}]`)) : [])),
  ];
  if (faults.length > 0) return { faults };
  const body = { commandId: 'case/register', actor: OFFICE, reason: 'case' };
  const registered: Fact = toRegisterFact(
    { ...body, registration: asked.data },
    registration,
    momentOn(from, FIRST_WORK),
  );
  return {
    ...{ title, registration, on },
    facts: [registered, ...read.flatMap((one) => ('faults' in one ? [] : [one]))],
    expected: { colour, ...(signals && { signals }), ...(messages && { messages }) },
  };
}

const UNNAMED = { code: CODE, investor: '示例企业', kind: 'case' };

// What is known of a day without a time is known when work begins.
const FIRST_WORK = '09:00';

function momentsOf(at: string): { occurredAt: string; arrivedAt: Instant } {
  if (isDay(at)) return { occurredAt: at, arrivedAt: momentOn(at, FIRST_WORK) };
  const [day = '', time = ''] = at.split(' ');
  const instant = momentOn(day, time);
  return { occurredAt: instant, arrivedAt: instant };
}

const unknownTemplate = ({ lifecycles }: Pick<Catalogue, 'lifecycles'>): Fault => ({
  path: 'project.template',
  message: `expected one of ${[...lifecycles.keys()].join(', ')}`,
});

const under =
  (above: string) =>
  ({ path, message }: Fault): Fault => ({ path: path ? `${above}.${path}` : above, message });
