import type { SASLOptions } from 'kafkajs';
import type { RefinementCtx } from 'zod';
import type { KafkaConnection } from '../gateway/kafka-client.ts';

interface KafkaEnvironment {
  KAFKA_BROKERS: string[];
  KAFKA_SSL: boolean;
  KAFKA_SSL_CA?: string | undefined;
  KAFKA_SSL_CERT?: string | undefined;
  KAFKA_SSL_KEY?: string | undefined;
  KAFKA_SASL_MECHANISM?: 'plain' | 'scram-sha-256' | 'scram-sha-512' | undefined;
  KAFKA_SASL_USERNAME?: string | undefined;
  KAFKA_SASL_PASSWORD?: string | undefined;
}

/** How to reach Kafka; reports settings that need one another and don't come together. */
export function kafkaConnection(env: KafkaEnvironment, context: RefinementCtx): KafkaConnection {
  const sasl = saslOptions(env, context);
  return {
    brokers: env.KAFKA_BROKERS,
    ssl: sslOptions(env, context),
    ...(sasl && { sasl }),
  };
}

function sslOptions(env: KafkaEnvironment, context: RefinementCtx): KafkaConnection['ssl'] {
  const { KAFKA_SSL_CA: ca, KAFKA_SSL_CERT: cert, KAFKA_SSL_KEY: key } = env;
  if (!env.KAFKA_SSL) {
    if (ca ?? cert ?? key) report(context, 'KAFKA_SSL', 'must be true where KAFKA_SSL_… is set');
    return false;
  }
  if ((cert === undefined) !== (key === undefined)) {
    report(context, 'KAFKA_SSL_CERT', 'comes together with KAFKA_SSL_KEY');
  }
  return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}

function saslOptions(env: KafkaEnvironment, context: RefinementCtx): SASLOptions | undefined {
  const { KAFKA_SASL_MECHANISM: mechanism } = env;
  const { KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: password } = env;
  const given = [mechanism, username, password].filter((part) => part !== undefined);
  if (given.length === 0) return undefined;
  if (mechanism && username && password) return { mechanism, username, password };
  report(context, 'KAFKA_SASL_MECHANISM', 'comes together with KAFKA_SASL_USERNAME and _PASSWORD');
  return undefined;
}

function report(context: RefinementCtx, setting: string, message: string): void {
  context.addIssue({ code: 'custom', path: [setting], message });
}
