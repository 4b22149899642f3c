import { execFile } from 'node:child_process';
import { access, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
// Not a setting: PATH and the like for Python, and where the cache lies.
import { env } from 'node:process';
import { promisify } from 'node:util';
import { cacheDirOf } from '../../infra/stack.ts';

const run = promisify(execFile);

const VERSION = '4.32.5';
const MOST_OUTPUT = 64 * 1024 * 1024;

/** What schemathesis says of an API: `failed` where it found a fault. */
export interface Verdict {
  failed: boolean;
  report: string;
}

/** Runs schemathesis with these arguments, after its installation where it is not there yet. */
export async function schemathesis(args: readonly string[]): Promise<Verdict> {
  const home = join(cacheDirOf(env), `schemathesis-${VERSION}-packages`);
  if (!(await isThere(home))) await install(home);
  const options = {
    env: { ...env, PYTHONPATH: home, NO_COLOR: '1', COLUMNS: '160' },
    maxBuffer: MOST_OUTPUT,
  };
  return new Promise((resolve, reject) => {
    execFile('python3', ['-c', BEGIN, ...args], options, (error, stdout) => {
      // Without a word on what it found it has not run at all.
      if (error && stdout === '') reject(new Error('schemathesis does not run', { cause: error }));
      else resolve({ failed: error !== null, report: stdout });
    });
  });
}

const BEGIN = 'from schemathesis.cli import schemathesis; schemathesis()';

// Made last of all, so that what was broken off is begun again.
const doneIn = (home: string): string => join(home, 'installed');

const isThere = (home: string): Promise<boolean> =>
  access(doneIn(home)).then(
    () => true,
    () => false,
  );

// A folder of packages and no virtual environment: Debian keeps what makes those in a package of its own.
async function install(home: string): Promise<void> {
  await rm(home, { recursive: true, force: true });
  const quiet = ['--quiet', '--disable-pip-version-check'];
  const what = ['--target', home, `schemathesis==${VERSION}`];
  try {
    await run('python3', ['-m', 'pip', 'install', ...quiet, ...what], { env });
  } catch (cause) {
    throw new Error(
      'schemathesis comes from PyPI by Python 3.10 or newer with pip (Debian: apt-get install python3-pip)',
      { cause },
    );
  }
  await writeFile(doneIn(home), '');
}
