import { z } from 'zod';
import { CLOSINGS, RECIPIENTS, type AlertRules } from '../domain/alert/rules.ts';
import { Code, LabelText } from './definition-parts.ts';

const workingDays = z.int().min(1).max(260);
const recipients = z
  .array(z.enum(RECIPIENTS))
  .min(1)
  .refine((all) => new Set(all).size === all.length, 'expected each only once');
const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day HH:MM');

const RungShape = z.strictObject({
  notify: recipients,
  digestOnly: z.literal(true).exactOptional(),
  acknowledge: z
    .strictObject({
      officeHours: z.number().positive().max(80).exactOptional(),
      workingDays: workingDays.exactOptional(),
      escalateTo: recipients,
    })
    .exactOptional(),
  remind: z
    .strictObject({
      everyWorkingDays: workingDays,
      afterAcknowledgement: workingDays,
      times: z.int().min(1).max(30),
    })
    .exactOptional(),
  unresolved: z
    .strictObject({
      afterWorkingDays: workingDays,
      then: z.enum(['list', 'slip']),
      to: recipients,
    })
    .exactOptional(),
  close: z.enum(CLOSINGS),
});

const LadderShape = z.strictObject({
  id: Code,
  label: LabelText,
  rungs: z.strictObject({
    blue: RungShape.exactOptional(),
    yellow: RungShape.exactOptional(),
    red: RungShape.exactOptional(),
  }),
  safety: z.literal(true).exactOptional(),
});

const DigestShape = z.strictObject({ at: TimeOfDay, to: recipients });

/** Ladders, recipients, hours, cadence and the budget of messages of a policy. */
export const AlertingShape = z.strictObject({
  ladders: z.array(LadderShape).min(1),
  ladderOf: z.record(z.string(), Code),
  hours: z.strictObject({ morning: TimeOfDay, quietFrom: TimeOfDay }),
  pushesPerDay: z.int().min(1).max(100),
  gatherSeconds: z.int().min(0).max(3600),
  reopenWithinWorkingDays: workingDays,
  stockWorkingDays: z.int().min(0).max(260),
  linkHours: z.int().min(1).max(720),
  digests: z.strictObject({ daily: DigestShape, weekly: DigestShape }),
}) satisfies z.ZodType<AlertRules>;
