import { FAMILIES, type Family } from '../domain/matter.ts';
import { ALERT_TYPES } from './alert-events.ts';
import { REQUEST_TYPES } from './approval-request-events.ts';
import { DEAD_LETTER_REASONS, REPLAY_COUNT } from './dead-letter.ts';
import { TOPIC_OF, TOPICS, TYPE_PREFIX } from './event.ts';
import { catalogueEntries, envelopeSchema, type JsonSchema } from './export-json-schemas.ts';
import { outgoingSchemaFiles } from './export-outgoing.ts';
import { OUTGOING_TYPES, type OutgoingType } from './outgoing-events.ts';
import { deadLetterTopicOf, OUTGOING_TOPICS } from './outgoing-topics.ts';

/** Every topic with all that comes and leaves on it, in AsyncAPI 3, of the same schemas as docs/events.md. */
export function asyncApiDocument(): Record<string, unknown> {
  const messages = [...incoming(), ...outgoing()];
  const deadLetterTopics = TOPICS.map(deadLetterTopicOf);
  return {
    asyncapi: '3.1.0',
    info: INFO,
    defaultContentType: CONTENT_TYPE,
    channels: Object.fromEntries([
      ...[...TOPICS, ...OUTGOING_TOPICS].map((topic) => [
        channelNameOf(topic),
        channel(topic, messages),
      ]),
      ...deadLetterTopics.map((topic) => [channelNameOf(topic), deadLetterChannel(topic)]),
    ]),
    operations: Object.fromEntries([
      ...TOPICS.map((topic) => [`receive-${channelNameOf(topic)}`, operation('receive', topic)]),
      ...[...OUTGOING_TOPICS, ...deadLetterTopics].map((topic) => [
        `send-${channelNameOf(topic)}`,
        operation('send', topic),
      ]),
    ]),
    components: {
      schemas: { CloudEvent: withoutDialect(envelopeSchema()) },
      messages: {
        ...Object.fromEntries(messages.map((one) => [one.name, one.message])),
        deadLetter: DEAD_LETTER,
      },
    },
  };
}

const CONTENT_TYPE = 'application/cloudevents+json';

const INFO = {
  title: 'Kaigong',
  version: '1',
  description:
    'What other systems tell the engine on Kafka, and what it tells them. docs/events.md tells the rest in words.',
  license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
};

interface Message {
  topic: string;
  name: string;
  message: Record<string, unknown>;
}

/** What the gateway reads; corrections of each family, and voids in each. */
function incoming(): Message[] {
  return catalogueEntries().flatMap(({ type, schema }) => {
    if (type === '….voided.v1') return FAMILIES.map((family) => voided(family, schema));
    const isOpen = type.includes('….');
    return message({
      ...{ topic: TOPIC_OF(`${TYPE_PREFIX}${type}`) ?? '', schema },
      name: type.replace('….', ''),
      // Between a family and `corrected` there may be the parts of the corrected type.
      type: isOpen ? { pattern: patternOf(type) } : { const: `${TYPE_PREFIX}${type}` },
    });
  });
}

const voided = (family: Family, schema: JsonSchema): Message =>
  message({
    ...{ topic: TOPIC_OF(`${TYPE_PREFIX}${family}.`) ?? '', schema },
    name: `${family}.voided.v1`,
    type: { pattern: patternOf(`${family}.….voided.v1`) },
  });

const patternOf = (type: string): string =>
  `^${`${TYPE_PREFIX}${type}`.replaceAll('.', '\\.').replace('…\\.', '(.+\\.)?')}$`;

/** What the engine writes. */
function outgoing(): Message[] {
  const schemas = new Map(outgoingSchemaFiles());
  const of = (topic: (typeof OUTGOING_TOPICS)[number], types: readonly OutgoingType[]) =>
    types.map(({ type }) =>
      message({
        ...{ topic, name: type, type: { const: `${TYPE_PREFIX}${type}` } },
        schema: schemas.get(`${type}.json`) ?? {},
      }),
    );
  return [
    ...of('project.events', OUTGOING_TYPES),
    ...of('approval.requests', REQUEST_TYPES),
    ...of('alert.events', ALERT_TYPES),
  ];
}

function message({
  topic,
  name,
  type,
  schema,
}: Omit<Message, 'message'> & {
  type: { const: string } | { pattern: string };
  schema: JsonSchema;
}): Message {
  const { title = name, description = '', examples = [], ...data } = withoutDialect(schema);
  const envelope = { $ref: '#/components/schemas/CloudEvent' };
  return {
    ...{ topic, name },
    message: {
      ...{ name, title, summary: description, contentType: CONTENT_TYPE },
      payload: { allOf: [envelope, { type: 'object', properties: { type, data } }] },
      bindings: { kafka: { key: KEY } },
      'x-data-examples': examples,
    },
  };
}

const KEY = { type: 'string', description: 'The code of the project' };

function withoutDialect(schema: JsonSchema): JsonSchema {
  const copy = { ...schema };
  delete copy.$schema;
  return copy;
}

const channel = (topic: string, messages: readonly Message[]) => ({
  address: topic,
  messages: Object.fromEntries(
    messages
      .filter((one) => one.topic === topic)
      .map(({ name }) => [name, { $ref: `#/components/messages/${name}` }]),
  ),
});

const deadLetterChannel = (topic: string) => ({
  address: topic,
  description: 'Messages that could not be taken, with the reason in their headers',
  messages: { deadLetter: { $ref: '#/components/messages/deadLetter' } },
});

const DEAD_LETTER = {
  ...{ name: 'deadLetter', title: 'A message that could not be taken', summary: 'As it came' },
  contentType: 'application/octet-stream',
  headers: {
    type: 'object',
    properties: {
      'x-dlq-reason': { type: 'string', enum: DEAD_LETTER_REASONS },
      'x-dlq-error': { type: 'string', description: 'Where in the message, and what was expected' },
      'x-original-topic': { type: 'string' },
      [REPLAY_COUNT]: { type: 'string', description: 'How often it was sent again before' },
    },
  },
  payload: { type: 'string', description: 'Its bytes as they came' },
};

const channelNameOf = (topic: string): string => topic.replaceAll('.', '-');

const operation = (action: 'receive' | 'send', topic: string) => ({
  ...{ action, channel: { $ref: `#/channels/${channelNameOf(topic)}` } },
  summary:
    action === 'receive' ? `What the engine reads on ${topic}` : `What it writes on ${topic}`,
});
