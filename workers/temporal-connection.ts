import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { NativeConnectionOptions } from '@temporalio/worker';
import type { RefinementCtx } from 'zod';

/** Where Temporal is and which of its namespaces is ours. */
export interface TemporalConnection {
  namespace: string;
  /** For workers and clients alike; TLS is on with an API key. */
  connection: Pick<NativeConnectionOptions, 'tls' | 'apiKey' | 'metadata'> & { address: string };
}

/** For clients: they look again within 5 s for a Temporal that was away. */
export const clientConnection = ({ connection }: TemporalConnection) => ({
  ...connection,
  // Else gRPC itself waits up to two minutes before it connects again.
  channelArgs: { 'grpc.max_reconnect_backoff_ms': 5_000 },
});

/** How to reach Temporal, by its own variables or by a profile of its configuration file where one is named. */
export function temporalConnection(
  env: Record<string, string | undefined>,
  context: RefinementCtx,
): TemporalConnection {
  try {
    const { namespace = 'default', connectionOptions } = loadClientConnectConfig({
      overrideEnvVars: onlyGiven(env),
      // A profile that happens to lie in somebody's home directory must not decide where projects run.
      disableFile:
        env['TEMPORAL_CONFIG_FILE'] === undefined && env['TEMPORAL_PROFILE'] === undefined,
    });
    const { address, ...rest } = connectionOptions;
    if (address !== undefined) return { namespace, connection: { ...onlyGiven(rest), address } };
    report(context, 'TEMPORAL_ADDRESS', 'expected host:port');
  } catch (error) {
    report(context, 'TEMPORAL_CONFIG_FILE', error instanceof Error ? error.message : String(error));
  }
  return { namespace: '', connection: { address: '' } };
}

function onlyGiven<T extends object>(values: T) {
  // Entries without a value are gone, so none is undefined any more.
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

function report(context: RefinementCtx, setting: string, message: string): void {
  context.addIssue({ code: 'custom', path: [setting], message });
}
