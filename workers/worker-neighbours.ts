import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { Pool } from 'pg';
import { loadDefinitions } from '../schemas/definitions.ts';
import type { Config } from './config.ts';
import { isMisfit, prepareDatabase } from './database.ts';
import { assertSearchAttributes, SearchAttributesMissing } from './search-attributes.ts';
import { clientConnection } from './temporal-connection.ts';
import { untilDone } from './until-done.ts';

/** What a worker talks to, closed only after it. */
export interface Neighbours {
  pool: Pool;
  client: Client;
  native: NativeConnection;
  close: () => Promise<void>;
}

/**
 * Waits for PostgreSQL and Temporal where they are away, and connects to both. Throws when waiting is
 * in vain: the database does not fit, a search attribute is missing, or the signal is aborted.
 */
export async function meetNeighbours(
  { clock, temporal }: Config<'clock' | 'temporal'>,
  pool: Pool,
  { log, signal }: { log: Logger; signal: AbortSignal },
): Promise<Neighbours> {
  const { namespace } = temporal;
  const definitions = loadDefinitions();
  const preparation = { definitions, clockOffsetMs: clock.offsetMs, log, signal };
  const prepare = () => prepareDatabase(pool, preparation);
  await untilDone(prepare, { isFinal: isMisfit, signal, log, waitingFor: 'PostgreSQL' });

  const connection = Connection.lazy(clientConnection(temporal));
  try {
    const native = await connectNative(connection, temporal, { log, signal });
    return {
      pool,
      client: new Client({ connection, namespace }),
      native,
      close: async () => {
        await pool.end();
        await connection.close();
        await native.close();
      },
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function connectNative(
  connection: Connection,
  temporal: Config<'temporal'>['temporal'],
  { log, signal }: { log: Logger; signal: AbortSignal },
): Promise<NativeConnection> {
  let native: NativeConnection | undefined;
  const isFinal = (error: unknown) => error instanceof SearchAttributesMissing;
  const connect = async () => {
    await assertSearchAttributes(connection, temporal.namespace);
    native = await NativeConnection.connect(temporal.connection);
  };
  await untilDone(connect, { isFinal, signal, log, waitingFor: 'Temporal' });
  if (native) return native;
  throw new Error('Stopped before Temporal answered');
}
