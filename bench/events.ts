import { randomUUID } from 'node:crypto';
import type { OutMessage } from '../gateway/event-source.ts';
import { encode } from '../gateway/codec.ts';
import { EVENT_DATA, TOPIC_OF, TYPE_PREFIX } from '../schemas/event.ts';
import { benchNow } from './clock.ts';
import { EVENT_NOTES, type SourceFactType } from '../schemas/event-data.ts';

/** What offices and sites send on an ordinary day: mostly steps of applications, one in ten a milestone. */
const ORDINARY: readonly SourceFactType[] = [
  'permit.application.submitted.v1',
  'permit.application.accepted.v1',
  'permit.opinion.given.v1',
  'utility.application.accepted.v1',
  'site.progress.reported.v1',
  'permit.clock.suspended.v1',
  'permit.clock.resumed.v1',
  'utility.application.surveyed.v1',
  'site.update.noted.v1',
  'site.milestone.reported.v1',
];

/** A message with the id of its event. */
export interface EventMessage extends OutMessage {
  id: string;
}

/** An ordinary event, of a kind by its number; by `source` the events of one measurement are told from all others. */
export function ordinaryEvent(project: string, nth: number, source: string): EventMessage {
  const type = ORDINARY[nth % ORDINARY.length] ?? 'site.update.noted.v1';
  const isMilestone = type === 'site.milestone.reported.v1';
  const data = isMilestone ? { milestoneCode: 'filed', reporterRole: 'team' } : {};
  return message(project, type, { source, data });
}

/** Works that began without their permit: the one alert of every project that hears it is red at once. */
export const alarmingEvent = (project: string, source: string): EventMessage =>
  message(project, 'site.milestone.reported.v1', {
    source,
    data: { milestoneCode: 'groundbreaking', reporterRole: 'team' },
  });

function message(
  project: string,
  type: SourceFactType,
  { source, data }: { source: string; data: Record<string, unknown> },
): EventMessage {
  const fullType = TYPE_PREFIX + type;
  const id = randomUUID();
  const raw = {
    specversion: '1.0',
    id,
    source,
    type: fullType,
    time: benchNow(),
    data: { ...EVENT_NOTES.get(EVENT_DATA[type])?.example, projectCode: project, ...data },
  };
  return { id, topic: TOPIC_OF(fullType) ?? 'site.events', ...encode(raw, 'structured') };
}
