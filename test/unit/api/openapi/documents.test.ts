import { readFileSync } from 'node:fs';
import { Parser } from '@asyncapi/parser';
import { describe, expect, it } from '@jest/globals';
import spectral, { type RulesetDefinition } from '@stoplight/spectral-core';
import rulesets from '@stoplight/spectral-rulesets';
import { documentedRoutes } from '../../../../api/openapi/documented-routes.ts';
import { OPENAPI } from '../../../../api/openapi/openapi-file.ts';
import { templateOf } from '../../../../api/openapi/operation.ts';
import { writtenDocuments } from '../../../../api/openapi/written-documents.ts';

const ASYNCAPI = new URL('asyncapi.json', OPENAPI);

interface OpenApi {
  paths: Record<string, Record<string, { summary: string; responses: Record<string, unknown> }>>;
}

// `as`: written by our own hand.
const openApi = JSON.parse(readFileSync(OPENAPI, 'utf8')) as OpenApi;

describe('docs/openapi.json and docs/asyncapi.json', () => {
  it('are what `npm run docs:api` writes of the schemas', async () => {
    for (const [place, text] of await writtenDocuments()) {
      expect({ place, isWritten: readFileSync(place, 'utf8') === text }).toEqual({
        place,
        isWritten: true,
      });
    }
  });

  it('hold every route, each with a word on what it does', async () => {
    const routes = (await documentedRoutes()).map(
      ({ method, url }) => `${method} ${templateOf(url)}`,
    );
    const operations = Object.entries(openApi.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { summary }]) => {
        return { route: `${method.toUpperCase()} ${path}`, summary };
      }),
    );

    expect(operations.map(({ route }) => route).toSorted()).toEqual(routes.toSorted());
    expect(operations.filter(({ summary }) => summary === '')).toEqual([]);
  });

  it('pass the rules of OpenAPI', async () => {
    const linter = new spectral.Spectral();
    // `as`: the two packages of the linter are typed for different releases of one another.
    const oas = rulesets.oas as RulesetDefinition;
    linter.setRuleset({ extends: [[oas, 'all']], rules: OPENAPI_RULES });

    expect(await linter.run(readFileSync(OPENAPI, 'utf8'))).toEqual([]);
  });

  it('pass the rules of AsyncAPI', async () => {
    const parser = new Parser();

    expect(await parser.validate(readFileSync(ASYNCAPI, 'utf8'))).toEqual([]);
  });
});

// An own deployment has no contact of ours, and the names of parameters are words of the glossary.
const OPENAPI_RULES = { 'info-contact': 'off', 'oas3-parameter-description': 'off' } as const;
