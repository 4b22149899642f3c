import { readFileSync } from 'node:fs';
import { OTHER_ANSWERS } from '../route-docs.ts';
import { answerSchemas, type AnswerSchemas } from './answer-schemas.ts';
import { documentedRoutes, type DocumentedRoute } from './documented-routes.ts';
import { operationOf, tagOf, templateOf } from './operation.ts';

const DOCS = new URL('../../docs/', import.meta.url);

/** The whole API in OpenAPI 3.1, of its routes' own schemas and types; throws where a route does not say what it answers. */
export async function openApiDocument(): Promise<Record<string, unknown>> {
  const routes = await documentedRoutes();
  const schemas = answerSchemas([...new Set(['Problem', ...routes.flatMap(typeAnswered)])]);
  return {
    openapi: '3.1.1',
    info: INFO,
    servers: [{ url: '/', description: 'Wherever the API is served' }],
    security: [{ session: [], csrf: [] }, { token: [] }],
    tags: [...new Set(routes.map(({ url }) => tagOf(url)))]
      .toSorted()
      .map((name) => ({ name, description: `Addresses below /${name}` })),
    paths: pathsOf(routes, schemas.answers),
    components: componentsOf(schemas),
  };
}

function typeAnswered({ method, url, config: { answer } }: DocumentedRoute): string[] {
  if (answer === undefined) throw new Error(`${method} ${url} does not say what it answers`);
  return Object.hasOwn(OTHER_ANSWERS, answer) ? [] : [answer];
}

function pathsOf(routes: readonly DocumentedRoute[], answers: AnswerSchemas['answers']) {
  const paths: Record<string, Record<string, unknown>> = {};
  const texts = textsOfRoutes();
  for (const route of routes) {
    (paths[templateOf(route.url)] ??= {})[route.method.toLowerCase()] = operationOf(route, {
      answers,
      text: texts.get(`${route.method} ${route.url}`) ?? '',
    });
  }
  return Object.fromEntries(Object.entries(paths).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** What docs/api.md says of each route. */
function textsOfRoutes(): Map<string, string> {
  const page = readFileSync(new URL('api.md', DOCS), 'utf8');
  const rows = page.matchAll(/^\| `(\w+ \/[^`]*)` *\| (.*?) *\|$/gm);
  return new Map([...rows].map(([, route = '', text = '']) => [route, text]));
}

const INFO = {
  title: 'Kaigong',
  version: '1',
  summary: 'Carries key projects of an industrial park from signing to full output.',
  description:
    'Generated from the schemas of the routes and the types of their answers. docs/api.md tells the rest in words.',
  license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
};

const PROBLEM = { $ref: '#/components/schemas/Problem' };

const componentsOf = ({ components }: AnswerSchemas) => ({
  schemas: components,
  responses: {
    Problem: {
      description: 'Refused, with a code, the reason and the way out (RFC 9457)',
      content: { 'application/problem+json': { schema: PROBLEM } },
    },
    PageOrProblem: {
      description: 'A page that says why not; of what never came so far, a problem',
      content: {
        'text/html': { schema: { type: 'string' } },
        'application/problem+json': { schema: PROBLEM },
      },
    },
  },
  securitySchemes: {
    session: {
      ...{ type: 'apiKey', in: 'cookie', name: '__Host-kaigong' },
      description: 'Set by GET /auth/login; named `kaigong-session` over http on the loopback',
    },
    csrf: {
      ...{ type: 'apiKey', in: 'header', name: 'kaigong-csrf' },
      description: 'Of a session, with all but GET: `csrf` of GET /me',
    },
    token: {
      ...{ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      description: 'An access token of the issuer, for programs',
    },
    ...Object.fromEntries(
      Object.entries(PUSH_HEADERS).map(([scheme, [name, description]]) => [
        scheme,
        { type: 'apiKey', in: 'header', name, description },
      ]),
    ),
  },
});

const PUSH_HEADERS = {
  pushKey: ['kaigong-key', 'Id of the key of the source'],
  pushTimestamp: ['kaigong-timestamp', 'Seconds since 1970'],
  pushSignature: ['kaigong-signature', 'HMAC-SHA256 of `<timestamp>.<body>`, in hexadecimal'],
} as const;
