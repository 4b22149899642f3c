import { join } from 'node:path';
import type { PartContext } from './part.ts';
import { output } from './process.ts';
import { findTool, keepTool, type FoundTool } from './tool.ts';

/** The last whose module holds all that a build needs: later ones leave out their web page. */
const VERSION = '0.28.1';

/**
 * Prometheus' Alertmanager, from the cache or built with Go: always the same version, so that what
 * it says of the same states stays the same. Throws a StackError with what was tried.
 */
export async function findAlertmanager(
  context: Pick<PartContext, 'cacheDir' | 'env' | 'progress'>,
): Promise<Pick<FoundTool<unknown>, 'command' | 'provider'>> {
  const cached = join(context.cacheDir, `alertmanager-${VERSION}`);
  const { command, provider } = await findTool(
    [
      { provider: 'cache', find: () => Promise.resolve(cached) },
      { provider: 'go install', find: () => keepTool(cached, (dir) => build(context, dir)) },
    ],
    (found) => output(found, ['--version'], context.env),
    {
      what: `Alertmanager ${VERSION}, which alerts are compared with, could not be made.`,
      todo: 'Install Go, so that go is on PATH.',
    },
  );
  return { command, provider };
}

async function build(
  { env, progress }: Pick<PartContext, 'env' | 'progress'>,
  dir: string,
): Promise<string> {
  progress('building Alertmanager with Go; this takes some minutes, once');
  const module = `github.com/prometheus/alertmanager/cmd/alertmanager@v${VERSION}`;
  await output('go', ['install', module], { ...env, GOBIN: dir });
  return join(dir, 'alertmanager');
}
