import type { z } from 'zod';
import { OTHER_ANSWERS } from '../route-docs.ts';
import type { AnswerSchemas } from './answer-schemas.ts';
import type { DocumentedRoute } from './documented-routes.ts';
import { inputSchema, withoutActor } from './input-schema.ts';
import type { JsonSchema } from './json-schema.ts';

/** One operation of the document; what it answers when all is well is looked up by the type's name. */
export function operationOf(
  { method, url, config }: DocumentedRoute,
  { answers, text }: { answers: AnswerSchemas['answers']; text: string },
): Record<string, unknown> {
  const { right = 'open' } = config;
  return {
    operationId: operationId(method, url),
    summary: text.split(';')[0] ?? '',
    description: text,
    tags: [tagOf(url)],
    ...{ 'x-right': right, ...securityOf(url, right) },
    parameters: [...pathParameters(url, config.params), ...queryParameters(config.query)],
    ...bodyOf(config),
    responses: { ...goodResponses(config, answers), ...badResponses(url, config) },
  };
}

/** `/projects/{code}`, of `/projects/:code`. */
export const templateOf = (url: string): string => url.replaceAll(/:(\w+)/g, '{$1}');

/** The first part of an address: what its operations are listed under. */
export const tagOf = (url: string): string => url.split('/')[1]?.replace(/\..*/, '') ?? '';

function operationId(method: string, url: string): string {
  const words = url.split(/[^A-Za-z]+/).filter(Boolean);
  const capital = (word: string) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
  return [method.toLowerCase(), ...words.map(capital)].join('');
}

function securityOf(url: string, right: string) {
  if (url === '/events')
    return { security: [{ pushKey: [], pushTimestamp: [], pushSignature: [] }] };
  // Everybody else is known by a session or by a token; where nobody signs in, the loopback is enough.
  return right === 'open' ? { security: [] } : {};
}

function pathParameters(url: string, params: z.ZodType | undefined) {
  const known = params ? (inputSchema(params).properties ?? {}) : {};
  return [...url.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    ...{ name, in: 'path', required: true },
    schema: known[name] ?? { type: 'string', minLength: 1 },
  }));
}

function queryParameters(query: z.ZodType | undefined) {
  if (!query) return [];
  const { properties = {}, required = [] } = inputSchema(query);
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    ...{ name, in: 'query', required: required.includes(name) },
    ...(description !== undefined && { description }),
    schema,
  }));
}

function bodyOf({ body, actor, takes = ['application/json'] }: DocumentedRoute['config']) {
  if (!body) return {};
  const written = inputSchema(body);
  const schema = actor === undefined ? written : withoutActor(written);
  const content = Object.fromEntries(takes.map((type) => [type, { schema }]));
  return { requestBody: { required: true, content } };
}

function goodResponses(
  { answer = '', status = 200, stream = false }: DocumentedRoute['config'],
  answers: AnswerSchemas['answers'],
) {
  const content = contentOf(answer, { schema: answers.get(answer), stream });
  const statuses = [status].flat();
  return Object.fromEntries(
    statuses.map((one) => [String(one), { description: MEANINGS[one] ?? 'Done', ...content }]),
  );
}

function contentOf(
  answer: string,
  { schema, stream }: { schema: JsonSchema | undefined; stream: boolean },
) {
  const type = schema ? (stream ? 'text/event-stream' : 'application/json') : OTHER_ANSWERS[answer];
  if (type === undefined) throw new Error(`Nothing is known of the answer ${answer}`);
  if (type === null) return {};
  // A stream is no JSON; each of its events holds some.
  if (stream) return { content: { [type]: { schema: { type: 'string' }, 'x-data': schema } } };
  return { content: { [type]: { schema: schema ?? schemaOfFile(type) } } };
}

const schemaOfFile = (type: string): JsonSchema =>
  type === 'application/json' ? { type: 'object' } : { type: 'string', contentMediaType: type };

const MEANINGS: Readonly<Record<number, string>> = {
  200: 'As asked',
  201: 'Made',
  202: 'Begun, or on its way',
  204: 'Done',
  302: 'Leads elsewhere',
  503: 'Not ready',
};

const OF_BODIES = ['409', '413', '415', '422'];
const PROBLEM = { $ref: '#/components/responses/Problem' };
const PAGE_OR_PROBLEM = { $ref: '#/components/responses/PageOrProblem' };

/** Every refusal has the same form; these are those that such a route can give. */
function badResponses(url: string, config: DocumentedRoute['config']) {
  const { answer, status } = config;
  // What a browser opens is refused by a page.
  if (answer === 'text/html' || answer === 'redirect') return { default: PAGE_OR_PROBLEM };
  const good = [status].flat().map(String);
  const bad = ['400', '403', '404', '429', '500', '503', ...refusalsOf(url, config)];
  return Object.fromEntries(bad.filter((one) => !good.includes(one)).map((one) => [one, PROBLEM]));
}

function refusalsOf(url: string, { right, query, body }: DocumentedRoute['config']): string[] {
  const isAsked = right !== 'open' || url === '/events';
  return [
    ...(isAsked ? ['401'] : []),
    ...(body ? OF_BODIES : []),
    // Of rules that a query names and nobody has loaded.
    ...(query ? ['422'] : []),
    // Of accounts that another issuer keeps.
    ...(url.startsWith('/accounts') ? ['409'] : []),
  ];
}
