import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { KafkaConnection } from '../gateway/kafka-client.ts';
import { createKafkaSink } from '../gateway/kafka-sink.ts';
import { createRelay, type Relay, type RelayOptions } from '../gateway/relay.ts';
import { tracingSink } from '../gateway/tracing-sink.ts';
import { deadLetterTopicOf, OUTGOING_TOPICS } from '../schemas/outgoing-topics.ts';

/** What the relay of a gateway is made of. */
interface OutgoingOptions extends Pick<RelayOptions, 'onSent'> {
  pool: Pool;
  connection: KafkaConnection;
  /** Topics that the gateway reads: what people mend, push or import is sent there. */
  incoming: readonly string[];
  log: Logger;
}

/** A relay with a producer of its own; stopping it closes both. */
export function createOutgoing(options: OutgoingOptions): Relay {
  const { pool, connection, incoming, log, onSent } = options;
  const sink = createKafkaSink({
    connection,
    topics: [...incoming, ...incoming.map(deadLetterTopicOf), ...OUTGOING_TOPICS],
    clientId: 'kaigong-relay',
    log,
  });
  const relay = createRelay({ pool, sink: tracingSink(sink), log, ...(onSent && { onSent }) });
  return {
    ...relay,
    async stop() {
      await relay.stop();
      await sink.close();
    },
  };
}
