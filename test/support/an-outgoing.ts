import type { OutgoingMessage } from '../../readmodel/outbox.ts';

/** A message for `project.events`, by default of one project and with an id of its own. */
export function anOutgoing(over: Partial<OutgoingMessage> = {}): OutgoingMessage {
  made += 1;
  return {
    topic: 'project.events',
    key: 'p-1',
    source: '/kaigong/test',
    eventId: `e-${made}`,
    type: 'cn.zhizaoyuan.project.colour.changed.v1',
    headers: { 'content-type': 'application/json' },
    value: Buffer.from('{}'),
    at: '2026-01-15T01:00:00.000Z',
    ...over,
  };
}

let made = 0;
