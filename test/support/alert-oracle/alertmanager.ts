import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
// Not a setting: PATH and the like for Go and the child.
import { env } from 'node:process';
import { findAlertmanager } from '../../../infra/alertmanager.ts';
import { takePort } from '../../../infra/ports.ts';
import { until } from '../temporal-until.ts';
import { alertmanagerConfig, SENTINEL } from './alertmanager-config.ts';
import { createAlertApi, type AlertApi, type Labels } from './alertmanager-api.ts';

/** A notification as a receiver of Alertmanager gets it. */
export interface Notification {
  receiver: string;
  /** By what it was grouped. */
  group: Labels;
  firing: Labels[];
  resolved: Labels[];
}

/** A real Alertmanager on a port and in a directory of its own, and what it has told. */
export interface Alertmanager extends AlertApi {
  /** In the order in which they came. */
  notifications: () => Notification[];
  /** Resolves when all that was posted before has been told, or is not going to be. */
  settled: () => Promise<void>;
  close: () => Promise<void>;
}

/** Starts it; the first time on a machine it is built, which takes minutes. */
export async function startAlertmanager(): Promise<Alertmanager> {
  const cacheDir = join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'kaigong');
  const progress = (text: string) => process.stderr.write(`${text}\n`);
  const { command } = await findAlertmanager({ cacheDir, env, progress });
  const dir = await mkdtemp(join(tmpdir(), 'kaigong-alertmanager-'));
  const hook = await listen();
  const port = await takePort(0);
  await writeFile(join(dir, 'config.yml'), JSON.stringify(alertmanagerConfig(hook.url)));
  const args = ['--config.file=config.yml', '--storage.path=data', '--cluster.listen-address='];
  const child = spawn(command, [...args, `--web.listen-address=127.0.0.1:${port}`], { cwd: dir });
  const exited = once(child, 'exit');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const api = createAlertApi(`http://127.0.0.1:${port}`);
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`Alertmanager did not start:\n${output}`);
    return api.isReady();
  });
  return {
    ...api,
    notifications: () => hook.received.filter(({ receiver }) => receiver !== SENTINEL),
    settled: createSettled(api, hook.received),
    async close() {
      child.kill();
      await exited;
      await hook.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

// Every group is looked at once in each interval, so when an alert that is new each time has been
// told twice, one after the other, all other groups have been looked at in between.
const TURNS = 2;

function createSettled(api: AlertApi, received: readonly Notification[]) {
  let turn = 0;
  return async (): Promise<void> => {
    await until(api.hasRoutedAll);
    for (let nth = 0; nth < TURNS; nth += 1) {
      turn += 1;
      const now = String(turn);
      await api.fire([{ sentinel: now }]);
      await until(() =>
        received.some(
          ({ receiver, firing }) =>
            receiver === SENTINEL && firing.some(({ sentinel }) => sentinel === now),
        ),
      );
      await api.resolve([{ sentinel: now }]);
    }
  };
}

// https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
interface Payload {
  receiver: string;
  groupLabels: Labels;
  alerts: { status: 'firing' | 'resolved'; labels: Labels }[];
}

async function listen() {
  const received: Notification[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      // `as`: only Alertmanager sends here.
      received.push(notificationOf(JSON.parse(Buffer.concat(chunks).toString()) as Payload));
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // `as`: it listens on a port, so its address is neither null nor a path.
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, received, close };
}

function notificationOf({ receiver, groupLabels: group, alerts }: Payload): Notification {
  const of = (wanted: string) =>
    alerts.filter(({ status }) => status === wanted).map(({ labels }) => labels);
  return { receiver, group, firing: of('firing'), resolved: of('resolved') };
}
