import { SpanKind, SpanStatusCode, type Span } from '@opentelemetry/api';
import { contextFrom, tracer, traceparentOf } from '../schemas/trace-context.ts';
import type { SortedMessage } from './sort-message.ts';

/**
 * Stores a batch with a span for each event, which goes on with the trace that the event came with or
 * begins one. `store` is given the batch with each row's trace in it.
 */
export async function tracingTakeIn<T>(
  batch: SortedMessage[],
  store: (batch: SortedMessage[]) => Promise<T>,
): Promise<T> {
  const spans: Span[] = [];
  const traced = batch.map((sorted) => {
    const span = begin(sorted);
    spans.push(span);
    const traceparent = traceparentOf(span);
    if (!('row' in sorted) || traceparent === undefined) return sorted;
    return { ...sorted, row: { ...sorted.row, traceparent } };
  });
  try {
    return await store(traced);
  } catch (error) {
    for (const span of spans)
      span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
    throw error;
  } finally {
    for (const span of spans) span.end();
  }
}

function begin(sorted: SortedMessage): Span {
  const { topic, partition, offset } = sorted.message;
  const said = 'row' in sorted ? sorted.row : sorted.letter;
  const attributes = {
    'messaging.system': 'kafka',
    'messaging.destination.name': topic,
    'messaging.destination.partition.id': String(partition),
    'messaging.kafka.offset': Number(offset),
    ...(said.eventId !== undefined && { 'cloudevents.event_id': said.eventId }),
    ...(said.source !== undefined && { 'cloudevents.event_source': said.source }),
    ...(said.type !== undefined && { 'cloudevents.event_type': said.type }),
    ...('letter' in sorted && { 'kaigong.dead_letter': sorted.letter.reason }),
  };
  const parent = contextFrom('row' in sorted ? sorted.row.traceparent : undefined);
  return tracer().startSpan('take in', { kind: SpanKind.CONSUMER, attributes }, parent);
}
