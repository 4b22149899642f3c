import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ROOMS = [
  'domain',
  'schemas',
  'workflows',
  'activities',
  'readmodel',
  'settlement',
  'gateway',
  'api',
  'cli',
  'workers',
  'infra',
];
// Imports of types are gone at run time and may go in circles.
const VALUE_IMPORT = /^(?:import|export)\s+(?!type\b)[^;]*?from\s+'(\.[^']+)';/gms;

/** Which files each file imports values from, both as paths from the root. */
function readImports(): Map<string, string[]> {
  const files = ROOMS.flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(room, file)),
  );
  return new Map(
    files.map((file) => [file, importsOf(file, readFileSync(join(ROOT, file), 'utf8'))]),
  );
}

const importsOf = (file: string, source: string): string[] =>
  [...source.matchAll(VALUE_IMPORT)].map(([, path = '']) => normalize(join(dirname(file), path)));

/** The first circle found, from a file back to itself. */
function findCycle(imports: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of imports.get(file) ?? []) {
      const cycle = visit(next, [...path, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of imports.keys()) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
  return undefined;
}

describe('imports of values', () => {
  it('never go in a circle', () => {
    const imports = readImports();

    expect(imports.size).toBeGreaterThan(50);
    expect(findCycle(imports)).toBeUndefined();
  });

  it('are seen, so that a circle would be found', () => {
    const file = 'domain/a.ts';
    const source = `import { b } from './b.ts';\nimport type { C } from './c.ts';\nimport {\n  d,\n} from './d.ts';\n`;

    expect(importsOf(file, source)).toEqual(['domain/b.ts', 'domain/d.ts']);
    expect(
      findCycle(
        new Map([
          [file, ['domain/b.ts']],
          ['domain/b.ts', [file]],
        ]),
      ),
    ).toEqual([file, 'domain/b.ts', file]);
  });
});
