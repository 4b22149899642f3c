import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { transformWithOxc } from 'vite';
import { bundleWithin } from '../../workers/workflow-bundle.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ROOMS = [
  ...['activities', 'api', 'cli', 'domain', 'gateway', 'identity', 'infra', 'readmodel'],
  ...['schemas', 'settlement', 'workers', 'workflows'],
];
// What the programs read where they run, beside their code.
const DATA = ['definitions', 'docs', 'node_modules', 'package.json', 'readmodel/migrations'];

/** Makes the engine as `npm run build` does, but for its types and pages, in a new directory. */
async function buildEngine(directory: string): Promise<void> {
  await mkdir(directory);
  for (const room of ROOMS) await buildRoom(room, directory);
  for (const path of DATA) await symlink(join(ROOT, path), join(directory, path));
  await bundleWithin(join(directory, 'workflows'));
}

async function buildRoom(room: string, directory: string): Promise<void> {
  const files = await readdir(join(ROOT, room), { recursive: true });
  for (const file of files.filter((name) => name.endsWith('.ts'))) {
    const source = join(ROOT, room, file);
    const target = join(directory, room, file.replace(/\.ts$/, '.js'));
    const { code } = await transformWithOxc(await readFile(source, 'utf8'), source, {
      target: 'es2023',
      sourcemap: false,
      typescript: { rewriteImportExtensions: 'rewrite', onlyRemoveTypeImports: true },
    });
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, code);
  }
}

const [directory] = argv.slice(2);
if (directory === undefined) throw new Error('Say where to build the engine');
await buildEngine(directory);
