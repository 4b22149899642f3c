import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const ROOT = new URL('../../../', import.meta.url);
const ROUTE = /app\.(get|post|delete)(?:<[^(]*>)?\(\s*'([^']+)'/g;

const routes = readdirSync(new URL('api/', ROOT), { recursive: true, encoding: 'utf8' })
  // The files of the dashboard are no answers for programs.
  .filter((file) => file.endsWith('.ts') && file !== 'web-files.ts')
  .flatMap((file) => [...readFileSync(new URL(`api/${file}`, ROOT), 'utf8').matchAll(ROUTE)])
  .map(([, method = '', path = '']) => `${method.toUpperCase()} ${path}`);
const documented = [
  ...readFileSync(new URL('docs/api.md', ROOT), 'utf8').matchAll(/^\| `(\w+ \/[^`]*)`/gm),
].map(([, route = '']) => route);

describe('docs/api.md', () => {
  it('names every route of the API and no other', () => {
    expect(documented.toSorted()).toEqual(routes.toSorted());
  });
});
