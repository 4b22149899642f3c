import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { canonicalJson } from '../../../schemas/canonical-json.ts';
import { DOCS, eventDocuments } from '../../../schemas/event-documents.ts';
import { fillCatalogue } from '../../../schemas/export-catalogue.ts';
import { catalogueEntries, type JsonSchema } from '../../../schemas/export-json-schemas.ts';

const documents = await eventDocuments();
const committed = (path: string) => readFileSync(new URL(path, DOCS), 'utf8');

/** What would break a sender that keeps to the committed schema. */
function breaks(before: JsonSchema, now: JsonSchema): string[] {
  const fields = Object.entries(before.properties ?? {});
  return [
    ...fields.flatMap(([name, field]) => {
      const kept = now.properties?.[name];
      return kept ? breaks(field, kept).map((path) => `${name}.${path}`) : [`${name} is gone`];
    }),
    ...(now.required ?? [])
      .filter((name) => !before.required?.includes(name))
      .map((name) => `${name} is required`),
    ...(before.enum ?? []).filter((value) => !now.enum?.includes(value)),
  ];
}

// After a change of the schemas: `npm run docs:events`, and a new version of the type where something breaks.
describe('the event documents', () => {
  it.each([...documents])('%s is up to date', (path, text) => {
    expect(committed(path)).toBe(text);
  });

  it('hold no schema of a type that is gone', () => {
    const files = readdirSync(new URL('schemas/', DOCS)).map((name) => `schemas/${name}`);

    expect(files.sort()).toEqual(
      [...documents.keys()].filter((path) => path !== 'events.md').sort(),
    );
  });

  it.each([...documents].filter(([path]) => path.endsWith('.json')))(
    '%s takes all that it took before',
    (path, text) => {
      const now = JSON.parse(text) as JsonSchema;

      expect(breaks(JSON.parse(committed(path)) as JsonSchema, now)).toEqual([]);
    },
  );

  it('refuse a mark that nothing fills', () => {
    const page = '<!-- generated: weather -->\n<!-- end -->';

    expect(() => fillCatalogue(page, [])).toThrow('Nothing generates "weather"');
  });
});

describe('the fields of a family', () => {
  it.each(['permit', 'utility', 'site', 'land'])('%s mean the same in all its types', (family) => {
    const isMember = (type: string) => type.startsWith(`${family}.`) && !type.includes('…');
    const schemas = catalogueEntries().filter(({ type }) => isMember(type));
    const meanings = new Map<string, Set<string>>();
    for (const [name, field] of schemas.flatMap(({ schema }) =>
      Object.entries(schema.properties ?? {}),
    )) {
      const meaning = { ...field, description: '', default: '' };
      meanings.set(name, (meanings.get(name) ?? new Set()).add(canonicalJson(meaning)));
    }

    expect([...meanings].filter(([, different]) => different.size > 1)).toEqual([]);
  });
});
