import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PartContext } from './part.ts';
import { output } from './process.ts';
import { findTool, keepTool } from './tool.ts';

/** What is built where no package has it; 0.301 is Prometheus 3.1. */
const MODULE = 'github.com/prometheus/prometheus';
const MODULE_VERSION = 'v0.301.0';

/** A promtool that runs. */
export interface Promtool {
  command: string;
  provider: string;
}

/**
 * Prometheus' own tool for rules: from PATH, the cache, Debian's package (unpacked, not installed,
 * so it needs no root), else built with Go. Throws a StackError with what was tried.
 */
export async function findPromtool(
  context: Pick<PartContext, 'cacheDir' | 'env' | 'progress'>,
): Promise<Promtool> {
  const cached = join(context.cacheDir, 'promtool');
  const { command, provider } = await findTool(
    [
      { provider: 'PATH', find: () => Promise.resolve('promtool') },
      { provider: 'cache', find: () => Promise.resolve(cached) },
      { provider: 'Debian package', find: () => keepTool(cached, (dir) => unpack(context, dir)) },
      { provider: 'go build', find: () => keepTool(cached, (dir) => build(context, dir)) },
    ],
    (found) => output(found, ['--version'], context.env),
    {
      what: 'promtool, which checks the alarm rules, could not be found or made.',
      todo: 'Install Prometheus, or Go, so that promtool or go is on PATH.',
    },
  );
  return { command, provider };
}

/** Makes a promtool in an empty directory and says where it is. */
type Make = (context: Pick<PartContext, 'env' | 'progress'>, dir: string) => Promise<string>;

// With lists of its own, so that neither root nor an earlier `apt-get update` is needed; apt checks
// the signature of what it fetches.
const unpack: Make = async ({ env, progress }, dir) => {
  progress('fetching the prometheus package of Debian');
  for (const each of ['lists/partial', 'cache/archives/partial']) {
    await mkdir(join(dir, each), { recursive: true });
  }
  const apt = (...args: string[]) =>
    output('sh', ['-c', 'cd "$0" && exec apt-get "$@"', dir, ...options(dir), ...args], env);
  await apt('update');
  await apt('download', 'prometheus');
  const name = (await readdir(dir)).find((file) => file.endsWith('.deb'));
  if (name === undefined) throw new Error('apt-get fetched no package');
  await output('dpkg-deb', ['-x', join(dir, name), join(dir, 'package')], env);
  return join(dir, 'package', 'usr', 'bin', 'promtool');
};

const options = (dir: string): string[] => [
  ...['-o', `Dir::State::lists=${dir}/lists`],
  ...['-o', `Dir::Cache=${dir}/cache`],
  // Else apt would fetch as a user of its own, who may not write here.
  ...['-o', 'APT::Sandbox::User='],
];

// `go install` refuses modules with a `replace` in their go.mod; a build from a module around it does not.
const build: Make = async ({ env, progress }, dir) => {
  progress('building promtool with Go; this takes some minutes, once');
  await writeFile(join(dir, 'go.mod'), 'module promtool\n');
  const go = (...args: string[]) => output('go', ['-C', dir, ...args], env);
  await go('get', `${MODULE}/cmd/promtool@${MODULE_VERSION}`);
  await go('build', '-o', join(dir, 'promtool'), `${MODULE}/cmd/promtool`);
  return join(dir, 'promtool');
};
