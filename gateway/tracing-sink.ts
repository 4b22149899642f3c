import { SpanKind, SpanStatusCode, type Span } from '@opentelemetry/api';
import { contextFrom, tracer } from '../schemas/trace-context.ts';
import type { EventSink, OutMessage } from './event-source.ts';

/** A sink that sends each traced message (`ce_traceparent`) within a span of that trace. */
export function tracingSink(sink: EventSink): EventSink {
  return {
    ...sink,
    async publish(messages) {
      const spans = messages.flatMap(begin);
      try {
        await sink.publish(messages);
      } catch (error) {
        for (const span of spans) {
          span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
        }
        throw error;
      } finally {
        for (const span of spans) span.end();
      }
    },
  };
}

function begin({ topic, headers }: OutMessage): Span[] {
  const traceparent = headers?.['ce_traceparent']?.toString();
  if (traceparent === undefined) return [];
  const attributes = { 'messaging.system': 'kafka', 'messaging.destination.name': topic };
  const options = { kind: SpanKind.PRODUCER, attributes };
  return [tracer().startSpan('publish', options, contextFrom(traceparent))];
}
