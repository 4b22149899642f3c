import { createServer, type AddressInfo } from 'node:net';
import { Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';
import { temporalLogger } from './temporal-logger.ts';

const TRIES = 5;
// There is one runtime a process, so there is one address too.
const metrics: { address: string | undefined } = { address: undefined };

/**
 * Sets Temporal's own part of this process up, before its first connection: its lines go to our log,
 * its figures to `runtimeMetrics`, and signals stay ours, so that connections close after the worker.
 */
export async function installRuntime(log: Logger, tries = TRIES): Promise<void> {
  const bindAddress = `127.0.0.1:${await freePort()}`;
  try {
    Runtime.install({
      logger: temporalLogger(log),
      shutdownSignals: [],
      telemetryOptions: {
        metrics: {
          prometheus: {
            bindAddress,
            countersTotalSuffix: true,
            unitSuffix: true,
            useSecondsForDurations: true,
          },
        },
      },
    });
    metrics.address = bindAddress;
  } catch (error) {
    // Somebody took the port between our look and now.
    if (tries === 1) throw error;
    await installRuntime(log, tries - 1);
  }
}

/** What Temporal's own part measures, in Prometheus' text format; nothing where `installRuntime` did not run. */
export async function runtimeMetrics(): Promise<string> {
  if (metrics.address === undefined) return '';
  const response = await fetch(`http://${metrics.address}/metrics`);
  return response.text();
}

// Temporal's part does not tell which port it got, so it can't be left the choice.
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      // `as`: it listens on a port, so its address is neither null nor a path.
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
