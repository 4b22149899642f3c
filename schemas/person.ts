import { z } from 'zod';
import type { PersonalChannel } from '../activities/channels/channel.ts';
import { OFFICES } from '../domain/alert/recipients.ts';
import { LANGUAGES } from '../domain/texts.ts';
import { PlainDay } from './definition-parts.ts';
import { text } from './event-data.ts';
import { storable } from './act.ts';

// As channels name themselves; the compiler sees that each is one.
const CHANNELS = [
  'wecom',
  'dingtalk',
  'email',
  'sms',
  'webhook',
] as const satisfies readonly PersonalChannel[];

const channel = z.enum(CHANNELS);
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected HH:MM');

const fields = {
  id: text(100).refine((id) => !id.startsWith('group/'), 'is the name of a group'),
  name: text(100),
  offices: z.array(z.enum(OFFICES)),
  language: z.enum(LANGUAGES),
  addresses: z.partialRecord(channel, text(200)),
  channels: z.array(channel),
  quiet: z
    .strictObject({ from: timeOfDay, to: timeOfDay })
    .refine(({ from, to }) => from !== to, 'is empty')
    .nullable(),
  substitute: z
    .strictObject({
      person: text(100),
      from: PlainDay.exactOptional(),
      to: PlainDay.exactOptional(),
    })
    .nullable(),
  departments: z.array(text(100)).max(50),
  projects: z.array(text(200)).max(200),
  active: z.boolean(),
  sample: z.boolean(),
};

/** A person of the park as a list of people gives them; what is left out is nothing special. */
export const Person = z
  .strictObject({
    ...fields,
    offices: fields.offices.default([]),
    language: fields.language.default('zh'),
    addresses: fields.addresses.default({}),
    channels: fields.channels.default([]),
    quiet: fields.quiet.default(null),
    substitute: fields.substitute.default(null),
    departments: fields.departments.default([]),
    projects: fields.projects.default([]),
    active: fields.active.default(true),
    sample: fields.sample.default(false),
  })
  .superRefine(storable);
export type Person = z.infer<typeof Person>;

/** What may be changed of a person; `null` takes a wish back. */
export const PersonChange = z
  .strictObject({
    name: fields.name.exactOptional(),
    offices: fields.offices.exactOptional(),
    language: fields.language.exactOptional(),
    addresses: fields.addresses.exactOptional(),
    channels: fields.channels.exactOptional(),
    quiet: fields.quiet.exactOptional(),
    substitute: fields.substitute.exactOptional(),
    departments: fields.departments.exactOptional(),
    projects: fields.projects.exactOptional(),
    active: fields.active.exactOptional(),
    sample: fields.sample.exactOptional(),
  })
  .superRefine(storable);
export type PersonChange = z.infer<typeof PersonChange>;

/** The file of `kaigong person import`: people of the park, and whether they are invented. */
export const PeopleFile = z.strictObject({
  schema: z.literal('kaigong.people/v1'),
  people: z.array(Person).max(2000),
});
