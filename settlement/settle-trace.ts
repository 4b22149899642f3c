import { context, SpanStatusCode, trace, type Link, type Span } from '@opentelemetry/api';
import { contextFrom, tracer, traceparentOf } from '../schemas/trace-context.ts';

/** The trace of one settle: it goes on with that of the last fact taken, and links those of the others. */
export interface SettleTrace {
  /** Told what the taken facts came with, in order of arrival, before anything is written. */
  follow: (traceparents: readonly string[]) => void;
  /** For what this settle writes; that of the last fact as it came where nobody traces. */
  traceparent: () => string | undefined;
}

/** Runs a settle within a span of its own, from its first statement to its COMMIT. */
export async function tracingSettle<T>(
  subject: string,
  settle: (trace: SettleTrace) => Promise<T>,
): Promise<T> {
  const startTime = Date.now();
  const settling: { span?: Span; traceparent?: string | undefined } = {};
  // Only the facts tell which trace it belongs to, so the span begins late and is dated back.
  const follow = (traceparents: readonly string[]): Span => {
    if (settling.span) return settling.span;
    const last = traceparents.at(-1);
    const parent = last === undefined ? context.active() : contextFrom(last);
    const links = traceparents.slice(0, -1).flatMap(linkTo);
    const attributes = { 'kaigong.subject': subject, 'kaigong.traced_facts': traceparents.length };
    settling.span = tracer().startSpan('settle', { startTime, links, attributes }, parent);
    settling.traceparent = traceparentOf(settling.span) ?? last;
    return settling.span;
  };
  try {
    return await settle({
      follow: (traceparents) => void follow(traceparents),
      traceparent: () => settling.traceparent,
    });
  } catch (error) {
    const span = follow([]);
    span.recordException(error instanceof Error ? error : String(error));
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    settling.span?.end();
  }
}

function linkTo(traceparent: string): Link[] {
  const linked = trace.getSpanContext(contextFrom(traceparent));
  return linked ? [{ context: linked }] : [];
}
