import {
  isSpanContextValid,
  propagation,
  ROOT_CONTEXT,
  trace,
  type Context,
  type Span,
  type Tracer,
} from '@opentelemetry/api';

/** What spans are made with; they cost nothing and go nowhere unless the process has begun to trace. */
export const tracer = (): Tracer => trace.getTracer('kaigong');

/** The context that goes on with a trace (`traceparent` of W3C); an empty one for what is none. */
export function contextFrom(traceparent: string | undefined): Context {
  return propagation.extract(ROOT_CONTEXT, { traceparent });
}

/** A span as those who go on with it are told; `undefined` while nobody traces. */
export function traceparentOf(span: Span): string | undefined {
  const context = span.spanContext();
  if (!isSpanContextValid(context)) return undefined;
  const flags = context.traceFlags.toString(16).padStart(2, '0');
  return `00-${context.traceId}-${context.spanId}-${flags}`;
}

const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** What was given as a trace context, if it is one: a wrong one is no fault of the event that carries it. */
export function validTraceparent(text: string | undefined): string | undefined {
  return text !== undefined && TRACEPARENT.test(text) ? text : undefined;
}
