import { asyncApiDocument } from '../../schemas/asyncapi-document.ts';
import { openApiDocument } from './document.ts';
import { OPENAPI } from './openapi-file.ts';

/** The documents of the API and of the topics as the schemas want them, each with its place. */
export async function writtenDocuments(): Promise<[URL, string][]> {
  return [
    [OPENAPI, textOf(await openApiDocument())],
    [new URL('asyncapi.json', OPENAPI), textOf(asyncApiDocument())],
  ];
}

const textOf = (document: object): string => `${JSON.stringify(document, null, 1)}\n`;
