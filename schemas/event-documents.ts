import { readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { loadDefinitions } from './definitions.ts';
import { fillCatalogue } from './export-catalogue.ts';
import { jsonSchemaFiles } from './export-json-schemas.ts';
import { outgoingSchemaFiles } from './export-outgoing.ts';

/** Where the event documents lie. */
export const DOCS = new URL('../docs/', import.meta.url);

/** The event documents by path below docs/ as the schemas want them; the prose between is kept. */
export async function eventDocuments(): Promise<Map<string, string>> {
  const url = new URL('events.md', DOCS);
  const page = fillCatalogue(readFileSync(url, 'utf8'), loadDefinitions().lifecycles.values());
  const options = await resolveConfig(url);
  const schemas = [...jsonSchemaFiles(), ...outgoingSchemaFiles()].map(
    ([name, schema]) => [`schemas/${name}`, `${JSON.stringify(schema, null, 2)}\n`] as const,
  );
  return new Map([
    ['events.md', await format(page, { ...options, parser: 'markdown' })],
    ...schemas,
  ]);
}
