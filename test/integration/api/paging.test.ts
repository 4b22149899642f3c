import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '../../../api/responses.ts';
import { createTestApi, type TestApi } from '../../support/api.ts';
import { pagedRoutes, type PagedRoute } from '../../support/paged-routes.ts';

let api: TestApi;
let routes: PagedRoute[];

beforeAll(async () => {
  api = await createTestApi();
  routes = await pagedRoutes(api);
});
afterAll(() => api.close());

type Parameters = { name: string }[];

/** Routes with `after` and `limit`, of the document that a test of its own holds against the API. */
function documented(): string[] {
  const { paths } = JSON.parse(
    readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8'),
  ) as { paths: Record<string, { get?: { parameters?: Parameters } }> };
  return Object.entries(paths).flatMap(([path, { get }]) => {
    const names = (get?.parameters ?? []).map(({ name }) => name);
    return names.includes('after') && names.includes('limit') ? [path] : [];
  });
}

const THERE = [20, 30, 40, 50, 60, 70];
// Before, between and behind those that are there.
const COMING = [
  [10, 45, 80],
  [11, 55, 85],
  [12, 65, 90],
];

describe('every list that is read in pages', () => {
  it('is among those that are tried here', () => {
    // The stream of changes has no end; changes.test.ts tries it.
    expect([...new Set(routes.map(({ route }) => route)), '/changes'].sort()).toEqual(
      documented().sort(),
    );
  });

  it('has each row once that was there throughout, while rows come before and behind and go', async () => {
    const seen: Record<string, unknown[]> = {};
    const there: Record<string, unknown[]> = {};
    for (const one of routes) {
      const { ids, read } = await readWhileWriting(one);
      there[one.url] = ids;
      seen[one.url] = read.filter((id) => ids.includes(id));
    }

    expect(sortedIn(seen)).toEqual(sortedIn(there));
  });
});

/** Reads a list to its end with writes between its pages; a row is taken away only after it was read. */
async function readWhileWriting({ url, idOf, put, take }: PagedRoute) {
  const ids: unknown[] = [];
  for (const place of THERE) ids.push(await put(place));
  const read: unknown[] = [];
  let after: string | null = '';
  for (let nth = 0; after !== null; nth += 1) {
    const part: Page<Record<string, unknown>> = await pageAfter(url, after);
    read.push(...part.items.map(idOf));
    after = part.next;
    for (const place of COMING[nth] ?? []) await put(place);
    const gone = read.filter((id) => ids.includes(id))[nth];
    if (gone !== undefined) await take?.(gone);
  }
  return { ids, read };
}

async function pageAfter(url: string, after: string): Promise<Page<Record<string, unknown>>> {
  const place = after === '' ? '' : `&after=${encodeURIComponent(after)}`;
  const answer = await api.get(`${url}&limit=2${place}`.replace('?&', '?'));
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.body}`);
  return answer.json();
}

// By text: ids that are numbers sort as their texts do.
const sortedIn = (lists: Record<string, unknown[]>) =>
  Object.fromEntries(Object.entries(lists).map(([url, ids]) => [url, ids.map(String).toSorted()]));
