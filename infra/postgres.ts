import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import type { PartContext, PartRecord } from './part.ts';
import { DATABASE, postgresPassword, preparePostgresData } from './postgres-data.ts';
import { findPostgres } from './postgres-provider.ts';
import { PORT_SETTINGS, takePort } from './ports.ts';
import { startServer } from './server.ts';
import { serverUser } from './server-user.ts';

/** Starts PostgreSQL on 127.0.0.1, making cluster and database where they are new. */
export async function startPostgres(
  context: PartContext,
  onStarted: (record: PartRecord) => Promise<void>,
): Promise<PartRecord> {
  const user = await serverUser(context.env);
  const binaries = await findPostgres(context, user);
  const data = await preparePostgresData(context, binaries, user);
  const port = await takePort(context.ports.postgres, PORT_SETTINGS.postgres);
  const password = await postgresPassword(data);
  const address = `postgres://${DATABASE}:${password}@127.0.0.1:${port}/${DATABASE}`;
  const record = (process: PartRecord['process']): PartRecord => ({
    name: 'postgres',
    provider: 'npm',
    version: binaries.version,
    address,
    port,
    process,
  });
  context.progress('starting');
  const process = await startServer(
    {
      name: 'postgres',
      command: binaries.postgres,
      args: ['-D', data, ...settings(port, context.durable)],
      cwd: '/',
      env: context.env,
      ...(user && { user }),
      onStarted: (started) => onStarted(record(started)),
      isReady: () => hasDatabase(address),
      limitMs: 60_000,
    },
    context,
  );
  return record(process);
}

function settings(port: number, durable: boolean): string[] {
  const values = {
    listen_addresses: '127.0.0.1',
    port,
    // Loopback is enough, and a socket's path may be too long or closed to the server's user.
    unix_socket_directories: '',
    max_connections: 200,
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off' }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Whether the database takes connections; creates it in a fresh cluster. */
async function hasDatabase(address: string): Promise<boolean> {
  if (await accepts(address)) return true;
  const maintenance = new URL(address);
  maintenance.pathname = '/postgres';
  await withClient(maintenance.href, (client) => client.query(`create database ${DATABASE}`)).catch(
    () => wait(50),
  );
  return accepts(address);
}

function accepts(address: string): Promise<boolean> {
  return withClient(address, (client) => client.query('select 1')).then(
    () => true,
    () => false,
  );
}

async function withClient<T>(address: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: address, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // the failure reaches us through the call that it breaks
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
