import { execFile } from 'node:child_process';
import { connect, createServer, type AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import type { Ports } from './part.ts';
import { StackError } from './stack-error.ts';

/** The setting that changes each port. */
export const PORT_SETTINGS: Record<keyof Ports, string> = {
  temporal: 'KAIGONG_TEMPORAL_PORT',
  temporalUi: 'KAIGONG_TEMPORAL_UI_PORT',
  kafka: 'KAIGONG_KAFKA_PORT',
  postgres: 'KAIGONG_POSTGRES_PORT',
};

/** The wanted port if it is free, any free one for 0. Throws a StackError when another process has it. */
export async function takePort(wanted: number, setting = ''): Promise<number> {
  const port = await listenOnce(wanted);
  if (port !== undefined) return port;
  const owner = await portOwner(wanted);
  throw new StackError({
    what: `Port ${wanted} is in use${owner === undefined ? '' : ` by ${owner}`}.`,
    tried: [`listening on 127.0.0.1:${wanted}`],
    todo: `Stop that process, or set ${setting} to another port.`,
  });
}

/** Whether something accepts connections on this port of 127.0.0.1. */
export function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 1000 });
    const end = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => {
      end(true);
    });
    socket.once('timeout', () => {
      end(false);
    });
    socket.once('error', () => {
      end(false);
    });
  });
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = server.address() as AddressInfo; // a TCP server's address is never a string
      server.close(() => {
        resolve(address.port);
      });
    });
  });
}

/** Name and process id of who listens, where the system's own tools tell. */
async function portOwner(port: number): Promise<string | undefined> {
  const run = promisify(execFile);
  const attempts = [
    async () => {
      const { stdout } = await run('ss', ['-Hltnp', `sport = :${port}`]);
      const match = /users:\(\("([^"]+)",pid=(\d+)/.exec(stdout);
      return match ? `${match[1] ?? ''} (process ${match[2] ?? ''})` : undefined;
    },
    async () => {
      const { stdout } = await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc']);
      const match = /p(\d+)\nc(.+)/.exec(stdout);
      return match ? `${match[2] ?? ''} (process ${match[1] ?? ''})` : undefined;
    },
  ];
  for (const attempt of attempts) {
    const owner = await attempt().catch(() => undefined);
    if (owner !== undefined) return owner;
  }
  return undefined;
}
