import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

/** Ends tracing: sends what is left, for at most some seconds, and never throws. */
export type StopTracing = () => Promise<void>;

/**
 * Has all spans of this process sent to an OpenTelemetry collector, by OTLP over HTTP; without an
 * endpoint nothing is traced. A collector that is away disturbs nothing: its spans are dropped.
 */
export function startTracing(endpoint: string | undefined, serviceName: string): StopTracing {
  if (endpoint === undefined) return () => Promise.resolve();
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url }))],
  });
  provider.register();
  return () => provider.shutdown().catch(() => undefined);
}
