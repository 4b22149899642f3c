import type { FastifyReply } from 'fastify';

/** An open `text/event-stream`. */
export interface EventStream {
  /** Sends an event; the reader that has not taken the last megabyte is cut off and comes back by itself. */
  send: (event: { event: string; id?: string; data: unknown }) => void;
  /** Ends it, with a hint that the reader may come back. */
  end: () => void;
  /** Called once, when it has ended from either side. */
  onEnd: (then: () => void) => void;
}

// So that proxies do not take a quiet stream for a dead one.
const HEARTBEAT_MS = 15_000;
const RETRY_MS = 2_000;
const MOST_UNREAD_BYTES = 1_048_576;

/** Answers with a stream of events that stays open; headers set before are sent along. */
export function openEventStream(reply: FastifyReply, heartbeatMs = HEARTBEAT_MS): EventStream {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...ownHeaders(reply),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-content-type-options': 'nosniff',
    // Kept alive it would hold up the end of the API for a minute, since it falls idle only then.
    connection: 'close',
    // Else nginx gathers what is to be seen at once.
    'x-accel-buffering': 'no',
  });
  raw.write(`retry: ${RETRY_MS}\n\n`);
  const beat = setInterval(() => raw.write(': still here\n\n'), heartbeatMs);
  raw.once('close', () => {
    clearInterval(beat);
  });
  return {
    send({ event, id, data }) {
      if (raw.writableLength > MOST_UNREAD_BYTES) {
        raw.destroy();
        return;
      }
      const lines = [...(id === undefined ? [] : [`id: ${id}`]), `event: ${event}`];
      // JSON has no line breaks of its own.
      raw.write(`${lines.join('\n')}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    end() {
      raw.end();
    },
    onEnd(then) {
      raw.once('close', then);
    },
  };
}

function ownHeaders(reply: FastifyReply): Record<string, string | number | string[]> {
  const set = Object.entries(reply.getHeaders()).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return Object.fromEntries(set);
}
