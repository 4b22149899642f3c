import { makeTelemetryFilterString, Runtime } from '@temporalio/worker';

const nothing = () => undefined;
/** A logger for what would drown a test's own output. */
export const QUIET = {
  log: nothing,
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
};

/** Silences workers of this test file. Once, before the first; a runtime without any never lets jest end. */
export function silenceWorkers(): void {
  const filter = makeTelemetryFilterString({ core: 'ERROR' });
  Runtime.install({
    logger: QUIET,
    shutdownSignals: [],
    telemetryOptions: { logging: { filter, forward: {} } },
  });
}
