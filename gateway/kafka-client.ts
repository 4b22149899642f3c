import { Kafka, logLevel, type LogEntry, type SASLOptions } from 'kafkajs';
import type { ConnectionOptions } from 'node:tls';
import type { Logger } from 'pino';

/** How to reach the brokers; certificates are always verified. */
export interface KafkaConnection {
  brokers: string[];
  /** True trusts the system's authorities; else PEM texts. */
  ssl: boolean | Pick<ConnectionOptions, 'ca' | 'cert' | 'key' | 'servername'>;
  sasl?: SASLOptions;
}

// Restarting the consumer is our backoff; a try of kafkajs itself is to end soon.
const RETRY = { initialRetryTime: 200, maxRetryTime: 2_000, retries: 6 };

/** A client of kafkajs whose log lines go to `log`; what it retries by itself is at most a warning. */
export function createKafka(connection: KafkaConnection, clientId: string, log: Logger): Kafka {
  silenceNegativeTimeouts();
  const { brokers, ssl, sasl } = connection;
  return new Kafka({
    clientId,
    brokers,
    ssl,
    ...(sasl && { sasl }),
    connectionTimeout: 3_000,
    authenticationTimeout: 10_000,
    requestTimeout: 20_000,
    retry: RETRY,
    logLevel: logLevel.INFO,
    logCreator: () => (entry) => {
      forward(entry, log);
    },
  });
}

// Told by kafkajs whenever retries of an idempotent producer end at all; the inbox takes duplicates.
const KNOWN = 'Limiting retries for the idempotent producer';

function forward({ level, namespace, log: line }: LogEntry, log: Logger): void {
  const { message, ...all } = line;
  if (message.startsWith(KNOWN)) return;
  const fields = { namespace, ...pick(all, ['broker', 'groupId', 'error', 'retryCount']) };
  // Everything that kafkajs calls an error it also retries, or reports as a crash, which we log.
  if (level <= logLevel.WARN) log.warn(fields, `kafkajs: ${message}`);
  else log.debug(fields, `kafkajs: ${message}`);
}

function pick(all: Record<string, unknown>, names: string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => name in all).map((name) => [name, all[name]]));
}

let silenced = false;

// kafkajs counts a time-out below zero when a broker throttles it, and newer Nodes warn of that.
function silenceNegativeTimeouts(): void {
  if (silenced) return;
  silenced = true;
  const emit = process.emitWarning.bind(process) as (...args: unknown[]) => void;
  process.emitWarning = (...args: unknown[]) => {
    if (args[1] !== 'TimeoutNegativeWarning') emit(...args);
  };
}
