import { addDays } from '../../../domain/time.ts';
import type { DeadLetterReason } from '../../../schemas/dead-letter.ts';
import type { Unplaced } from './message.ts';
import { TODAY } from './park.ts';
import type { Chance } from './seeded.ts';

const STRUCTURED = { 'content-type': 'application/cloudevents+json' };
/** 动态 in GBK, which is not UTF-8. */
const GBK = Buffer.from([0x7b, 0x22, 0xb6, 0xaf, 0xcc, 0xac, 0x22, 0x3a, 0x31, 0x7d]);

type Poison = (id: string, project: string) => Pick<Unplaced, 'value' | 'refusedFor'>;

const valid = (id: string, project: string) => ({
  specversion: '1.0',
  id,
  source: '/site/poison',
  type: 'cn.zhizaoyuan.site.update.noted.v1',
  time: `${addDays(TODAY, -9)}T10:00:00+08:00`,
  data: { projectCode: project, text: 'poison' },
});

const json = (value: unknown, refusedFor: DeadLetterReason) => ({
  value: Buffer.from(JSON.stringify(value)),
  refusedFor,
});

const POISONS: readonly Poison[] = [
  () => ({ value: Buffer.from('{"specversion": "1.0", "id'), refusedFor: 'not-json' }),
  () => ({ value: GBK, refusedFor: 'not-json' }),
  () => ({ value: null, refusedFor: 'not-a-cloudevent' }),
  () => json(['no', 'object'], 'not-a-cloudevent'),
  (id, project) => json({ ...valid(id, project), specversion: '0.3' }, 'not-a-cloudevent'),
  (id, project) => json({ ...valid(id, project), source: '/command' }, 'not-a-cloudevent'),
  (id, project) =>
    json({ ...valid(id, project), type: 'cn.zhizaoyuan.site.gone.v9' }, 'unknown-type'),
  (id, project) => json({ ...valid(id, project), data: { projectCode: project } }, 'invalid-data'),
  (id, project) => json({ ...valid(id, project), time: '2026-02-31' }, 'invalid-data'),
  (id, project) =>
    json({ ...valid(id, project), data: { projectCode: project, text: 'a\0b' } }, 'invalid-data'),
];

/** A message that no reader can take, with the reason that must be given for it. */
export function drawPoison(chance: Chance, id: string, project: string): Unplaced {
  const poison = chance.pick(POISONS)(id, project);
  return { topic: 'site.events', key: project, headers: STRUCTURED, ...poison };
}

/** An event of a month from now, which its source cannot know. */
export function drawFuture(id: string, project: string): Unplaced {
  const event = { ...valid(id, project), time: `${addDays(TODAY, 30)}T10:00:00+08:00` };
  return {
    topic: 'site.events',
    key: project,
    headers: STRUCTURED,
    ...json(event, 'future-dated'),
  };
}
