import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Env, PartContext, PartRecord } from './part.ts';
import { PORT_SETTINGS, takePort } from './ports.ts';
import { output } from './process.ts';
import { startServer } from './server.ts';
import { StackError } from './stack-error.ts';
import { findTemporal, type TemporalCli } from './temporal-provider.ts';

/** What operators list workflows by, with Temporal's name of each type; a worker refuses to run without them. */
export const SEARCH_ATTRIBUTE_TYPES = {
  ProjectStage: 'Keyword',
  AlertColour: 'Keyword',
  ProjectManager: 'Keyword',
  ProjectKind: 'Keyword',
  NextChangeAt: 'Datetime',
  ObeyedRevision: 'Int',
} as const;

/** Where the dev server keeps its data, below the stack's data directory. */
export const TEMPORAL_DATABASE = join('temporal', 'temporal.db');

/** Starts Temporal's dev server on its database file and registers the search attributes that it lacks. */
export async function startTemporal(
  context: PartContext,
  onStarted: (record: PartRecord) => Promise<void>,
): Promise<PartRecord> {
  const cli = await findTemporal(context);
  const dir = join(context.dataDir, 'temporal');
  await mkdir(dir, { recursive: true });
  await checkTemporalData(dir, cli.version);
  const port = await takePort(context.ports.temporal, PORT_SETTINGS.temporal);
  const uiPort = await takeUiPort(context);
  const address = `127.0.0.1:${port}`;
  const record = (process: PartRecord['process']): PartRecord => ({
    name: 'temporal',
    provider: cli.provider,
    version: cli.version,
    address,
    port,
    ...(uiPort === undefined ? {} : { ui: `http://127.0.0.1:${uiPort}` }),
    process,
  });
  context.progress('starting');
  const process = await startServer(
    {
      name: 'temporal',
      command: cli.command,
      args: serverArgs(context, port, uiPort),
      cwd: dir,
      env: serverEnv(context),
      onStarted: (started) => onStarted(record(started)),
      isReady: () => hasSearchAttributes(cli, address, context),
      limitMs: 60_000,
    },
    context,
  );
  await writeFile(join(dir, 'server-version'), cli.version);
  return record(process);
}

/** Throws a StackError when the database file is damaged or was written by a newer server. */
export async function checkTemporalData(dir: string, version: string): Promise<void> {
  const madeBy = await readFile(join(dir, 'server-version'), 'utf8').catch(() => undefined);
  if (madeBy !== undefined && isNewer(madeBy.trim(), version)) {
    throw new StackError({
      what: `Temporal's data was written by server ${madeBy.trim()}, but the one found is ${version}.`,
      tried: [`reading ${join(dir, 'server-version')}`],
      todo: 'Bring the newer Temporal CLI back, or begin anew with `kaigong stack reset`.',
    });
  }
  const file = join(dir, 'temporal.db');
  const start = await firstBytes(file);
  if (start === '' || start.startsWith('SQLite format 3\0')) return;
  throw new StackError({
    what: `${file} is not a database of Temporal: it is damaged.`,
    tried: ['reading its first bytes'],
    todo: 'Remove that file: Temporal is filled again from PostgreSQL.',
  });
}

async function takeUiPort({ ports }: PartContext): Promise<number | undefined> {
  if (ports.temporalUi === null) return undefined;
  return takePort(ports.temporalUi, PORT_SETTINGS.temporalUi);
}

function serverArgs(context: PartContext, port: number, uiPort: number | undefined): string[] {
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port)],
    ...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)]),
    ...['--db-filename', join(context.dataDir, TEMPORAL_DATABASE)],
    // Five times the signals a second of SQLite's own defaults; a power cut may cost the last ones.
    ...['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'],
    ...Object.entries(SEARCH_ATTRIBUTE_TYPES).flatMap(([name, type]) => [
      '--search-attribute',
      `${name}=${type}`,
    ]),
    ...['--log-level', 'error'],
  ];
}

/** On a database that exists the server ignores --search-attribute, so what is missing is created here. */
async function hasSearchAttributes(
  cli: TemporalCli,
  address: string,
  context: PartContext,
): Promise<boolean> {
  const env = serverEnv(context);
  const operator = (...args: string[]) =>
    output(cli.command, ['operator', 'search-attribute', ...args, '--address', address], env);
  try {
    const listed = await operator('list', '-o', 'json');
    const missing = Object.entries(SEARCH_ATTRIBUTE_TYPES).filter(
      ([name]) => !listed.includes(`"${name}"`),
    );
    if (missing.length === 0) return true;
    await operator(
      'create',
      ...missing.flatMap(([name, type]) => ['--name', name, '--type', type]),
    );
  } catch {
    // Not up yet, or another caller created them: asked again until the limit.
  }
  return false;
}

/** Without the caller's own settings of Temporal's tools, which are meant for another server. */
function serverEnv({ env }: PartContext): Env {
  const kept = Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_'));
  return { ...Object.fromEntries(kept), TEMPORAL_CONFIG_FILE: '/dev/null' };
}

function isNewer(a: string, b: string): boolean {
  return a.localeCompare(b, 'en', { numeric: true }) > 0;
}

async function firstBytes(path: string): Promise<string> {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return '';
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}
