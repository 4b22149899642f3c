import { execFile } from 'node:child_process';
import { access, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
// Not a setting: PATH and the like for Python, and where the cache lies.
import { env } from 'node:process';
import { promisify } from 'node:util';
import { cacheDirOf } from '../../infra/stack.ts';

const run = promisify(execFile);

const VERSION = '4.32.5';
// A virtual environment knows its own place, so that it can't be made elsewhere and moved.
const HOME = join(cacheDirOf(env), `schemathesis-${VERSION}`);
const COMMAND = join(HOME, 'bin', 'schemathesis');
const MOST_OUTPUT = 64 * 1024 * 1024;

/** What schemathesis says of an API: `failed` where it found a fault. */
export interface Verdict {
  failed: boolean;
  report: string;
}

/** Runs schemathesis with these arguments, after its installation where it is not there yet. */
export async function schemathesis(args: readonly string[]): Promise<Verdict> {
  if (!(await isThere())) await install();
  const options = { env: { ...env, NO_COLOR: '1', COLUMNS: '160' }, maxBuffer: MOST_OUTPUT };
  return new Promise((resolve, reject) => {
    execFile(COMMAND, [...args], options, (error, stdout) => {
      // Without a word on what it found it has not run at all.
      if (error && stdout === '') reject(new Error('schemathesis does not run', { cause: error }));
      else resolve({ failed: error !== null, report: stdout });
    });
  });
}

// Made last of all, so that what was broken off is begun again.
const DONE = join(HOME, 'installed');

const isThere = (): Promise<boolean> =>
  access(DONE).then(
    () => true,
    () => false,
  );

async function install(): Promise<void> {
  await rm(HOME, { recursive: true, force: true });
  try {
    await run('python3', ['-m', 'venv', HOME], { env });
  } catch (error) {
    throw new Error('schemathesis needs Python 3.10 or newer with venv: python3 was not found', {
      cause: error,
    });
  }
  const quiet = ['--quiet', '--disable-pip-version-check'];
  const pip = join(HOME, 'bin', 'pip');
  await run(pip, ['install', ...quiet, `schemathesis==${VERSION}`], { env });
  await writeFile(DONE, '');
}
