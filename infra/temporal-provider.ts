import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { downloadAll, type Download } from './download.ts';
import type { PartContext } from './part.ts';
import { output } from './process.ts';
import { findTool, keepTool } from './tool.ts';

/** Later versions carry a `replace` in their go.mod, which `go install` refuses. */
const VERSION = '1.5.1';

/** SHA-256 of the release archives, as published with them. */
const ARCHIVES: Readonly<Record<string, string>> = {
  linux_amd64: 'ddc95e08b0b076efd4ea9733a3f488eb7d2be875f8834e616cd2a37358b4852d',
  linux_arm64: 'bd1b0db9f18b051026de8bf6cc1505f2510f14bbb7a8b9a4a91fff46c77454f5',
  darwin_amd64: 'bbb73e2a31135abe50a1f1cdb35030c42961df618e8ce9c60ae89f201540c5d9',
  darwin_arm64: 'cca01b7ea35ad56e2a328d9ae596bf716bd22313ef63c7a761c88354457c2415',
};

/** A Temporal CLI that runs. */
export interface TemporalCli {
  command: string;
  provider: string;
  /** Of the server in it: what its database file depends on. */
  version: string;
}

/** The Temporal CLI: from PATH, else downloaded, else built with Go. Throws a StackError with what was tried. */
export async function findTemporal(context: PartContext): Promise<TemporalCli> {
  const { command, provider, checked } = await findTool(
    [
      { provider: 'PATH', find: () => Promise.resolve('temporal') },
      { provider: 'cache', find: () => Promise.resolve(cached(context)) },
      { provider: 'download', find: () => download(context) },
      { provider: 'go install', find: () => build(context) },
    ],
    (found) => serverVersion(found, context),
    {
      what: 'The Temporal CLI, which holds the local Temporal server, could not be found or made.',
      todo: 'Install the Temporal CLI or Go 1.24 or newer so that it is on PATH, or set TEMPORAL_ADDRESS to a server that runs.',
    },
  );
  return { command, provider, version: checked };
}

function cached({ cacheDir }: PartContext): string {
  return join(cacheDir, `temporal-${VERSION}`, 'temporal');
}

async function serverVersion(command: string, { env }: PartContext): Promise<string> {
  const printed = await output(command, ['--version'], env);
  const version = /Server ([\d.]+)/.exec(printed)?.[1];
  if (version === undefined) throw new Error(`unexpected version text: ${printed.trim()}`);
  return version;
}

async function download(context: PartContext): Promise<string> {
  const [archive = ''] = await downloadAll([archiveFor()], context.cacheDir, context.progress);
  return keepTool(cached(context), async (dir) => {
    await output('tar', ['-xzf', archive, '-C', dir, 'temporal'], context.env);
    await rm(archive, { force: true });
    return join(dir, 'temporal');
  });
}

function archiveFor(): Download {
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  const sha256 = ARCHIVES[`${process.platform}_${arch}`];
  if (sha256 === undefined) throw new Error(`there is none for ${process.platform} on ${arch}`);
  return {
    url: `https://temporal.download/cli/archive/v${VERSION}?platform=${process.platform}&arch=${arch}`,
    file: `temporal_cli_${VERSION}_${process.platform}_${arch}.tar.gz`,
    sha256,
  };
}

function build(context: PartContext): Promise<string> {
  context.progress('building the Temporal CLI with Go; this takes a few minutes, once');
  return keepTool(cached(context), async (dir) => {
    const module = `github.com/temporalio/cli/cmd/temporal@v${VERSION}`;
    await output('go', ['install', module], { ...context.env, GOBIN: dir });
    return join(dir, 'temporal');
  });
}
