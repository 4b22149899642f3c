import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const doc = (name: string): string =>
  readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');

// Written from the routes as they are registered, which a test of its own sees to.
const { paths } = JSON.parse(doc('openapi.json')) as { paths: Record<string, object> };
const routes = Object.entries(paths).flatMap(([path, methods]) =>
  Object.keys(methods).map(
    (method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
  ),
);
const documented = [...doc('api.md').matchAll(/^\| `(\w+ \/[^`]*)`/gm)].map(
  ([, route = '']) => route,
);

describe('docs/api.md', () => {
  it('names every route of the API and no other', () => {
    expect(documented.toSorted()).toEqual(routes.toSorted());
  });
});
