import { takeIn } from '../../gateway/inbox.ts';
import { sortMessage } from '../../gateway/sort-message.ts';
import { domainNow } from '../../readmodel/clock.ts';
import { subjectsWithWaitingFacts } from '../../readmodel/dispatch.ts';
import type { TestApi } from './api.ts';

interface Row {
  topic: string;
  key: string;
  value: Buffer;
  headers: Record<string, string>;
}

/** Does what Kafka and the gateway would with every row of the outbox, then settles what waits. */
export async function takeInOutbox({ pool, deps }: TestApi): Promise<void> {
  const { rows } = await pool.query<Row>(
    'select topic, key, value, headers from outbox where sent_at is null order by id',
  );
  const now = await domainNow(pool, deps.clockOffsetMs);
  const messages = rows.map(({ topic, key, value, headers }, nth) =>
    sortMessage(
      {
        topic,
        partition: 0,
        offset: BigInt(nth),
        key: Buffer.from(key),
        value,
        headers: Object.fromEntries(
          Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]),
        ),
      },
      now,
    ),
  );
  await takeIn(pool, messages);
  for (;;) {
    const waiting = await subjectsWithWaitingFacts(pool, 100);
    const known = waiting.filter((subject) => subject.startsWith('project/'));
    if (known.length === 0) return;
    for (const subject of known) await deps.settler.settle(subject);
  }
}
