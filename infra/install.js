// Run by npm before `start` and `test`, so it uses nothing that has to be installed first.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = [20, 19];
const lockFile = new URL('../package-lock.json', import.meta.url);
const stampFile = new URL('../node_modules/.kaigong-lock', import.meta.url);

checkNode();
const wanted = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
const installed = readStamp();
if (installed !== wanted) install();

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  fail(
    `Kaigong needs Node ${OLDEST_NODE.join('.')} or newer, and this is ${process.versions.node}.`,
  );
}

function install() {
  const why = installed === undefined ? 'not installed yet' : 'package-lock.json has changed';
  console.error(`Installing the packages with npm ci (${why}).`);
  // npm itself is a script of Node's wherever npm runs us, so no shell has to find it.
  const npm = process.env.npm_execpath;
  const [command, args] = npm ? [process.execPath, [npm, 'ci']] : ['npm', ['ci']];
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  const { status, error } = spawnSync(command, args, { cwd, stdio: 'inherit' });
  if (status !== 0) fail(`npm ci failed${error ? `: ${error.message}` : ''}; see above.`);
  writeFileSync(stampFile, wanted);
}

function readStamp() {
  try {
    return readFileSync(stampFile, 'utf8');
  } catch {
    return undefined;
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
