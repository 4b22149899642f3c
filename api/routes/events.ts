import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readSecret } from '../../readmodel/push-keys.ts';
import { CloudEventAttributes, type RawCloudEvent } from '../../schemas/cloud-event.ts';
import { ProjectCode } from '../../schemas/event-data.ts';
import { describeFaults, type Fault } from '../../schemas/fault.ts';
import { parseEvent } from '../../schemas/parse-event.ts';
import type { IncomingEvent } from '../../settlement/events-in.ts';
import { pushEvents } from '../../settlement/push.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiError } from '../errors.ts';
import type { EventsAccepted } from '../intake-responses.ts';
import { signatureIn, sourceNotAllowed, sourceOf } from '../push-signature.ts';

const MAX_EVENTS = 500;
const BODY_LIMIT_BYTES = 1024 * 1024;

const MEDIA_TYPES = [
  'application/json',
  'application/cloudevents+json',
  'application/cloudevents-batch+json',
];

// What `data` holds else depends on the type: docs/schemas has a schema of each.
const Event = CloudEventAttributes.extend({ data: z.looseObject({ projectCode: ProjectCode }) });
const EventsBody = z.union([Event, z.array(Event).min(1).max(MAX_EVENTS)]);

/** Takes signed CloudEvents of those who can push, one or a batch, all of it or nothing. */
export function eventRoutes(root: FastifyInstance, deps: ApiDeps): void {
  // In a scope of its own: the signature is over the bytes, which the ordinary parser throws away.
  void root.register((app, _options, done) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser(MEDIA_TYPES, { parseAs: 'buffer' }, (_request, body, parsed) => {
      parsed(null, body);
    });

    app.post(
      '/events',
      {
        bodyLimit: BODY_LIMIT_BYTES,
        config: {
          right: 'open',
          body: EventsBody,
          takes: MEDIA_TYPES,
          answer: 'EventsAccepted',
          status: 202,
        },
      },
      async (request, reply) => {
        const body = bytesOf(request);
        const source = await authenticated(deps, request, body);
        const events = readEvents(body).map(check);
        refuseForeign(events, source);
        const answer = await sendAll(deps, accepted(events));
        request.log.info({ source, ...answer }, 'events pushed');
        return reply.code(202).send(answer);
      },
    );
    done();
  });
}

async function authenticated(
  { pool }: ApiDeps,
  request: FastifyRequest,
  body: Buffer,
): Promise<string> {
  const signature = signatureIn(request.headers);
  const secret = await readSecret(pool, signature.keyId);
  try {
    return sourceOf(signature, body, secret);
  } catch (error) {
    const { keyId } = signature;
    if (error instanceof ApiError) request.log.warn({ keyId, code: error.code }, 'push refused');
    throw error;
  }
}

// Without a body there is no parser to give bytes.
const bytesOf = ({ body }: FastifyRequest): Buffer =>
  Buffer.isBuffer(body) ? body : Buffer.alloc(0);

function readEvents(body: Buffer): unknown[] {
  const json = parseJson(body);
  const events = Array.isArray(json) ? (json as unknown[]) : [json];
  if (events.length >= 1 && events.length <= MAX_EVENTS) return events;
  const message = `expected 1 to ${MAX_EVENTS} events, received ${events.length}`;
  throw new ApiError(INVALID_EVENTS, message, { errors: [{ path: '', message }] });
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ApiError('INVALID_JSON', `expected JSON in UTF-8 (${why})`);
  }
}

type Checked = { incoming: IncomingEvent } | { faults: Fault[] };

function check(raw: unknown, place: number): Checked {
  if (!isRecord(raw)) {
    return { faults: [{ path: `[${place}]`, message: 'expected a CloudEvent' }] };
  }
  const parsed = parseEvent(raw);
  if (parsed.ok) return { incoming: { raw, event: parsed.event } };
  const at = (path: string) => (path === '' ? `[${place}]` : `[${place}].${path}`);
  return { faults: parsed.faults.map(({ path, message }) => ({ path: at(path), message })) };
}

function refuseForeign(events: readonly Checked[], source: string): void {
  for (const one of events) {
    if (!('incoming' in one)) continue;
    const said = one.incoming.event.source;
    if (said !== source) throw sourceNotAllowed(said, source);
  }
}

function accepted(events: readonly Checked[]): IncomingEvent[] {
  const faults = events.flatMap((one) => ('faults' in one ? one.faults : []));
  if (faults.length > 0) {
    throw new ApiError(INVALID_EVENTS, describeFaults(faults), {
      errors: faults,
      help: 'Nothing of this request was taken; docs/events.md says what each type expects',
    });
  }
  return events.flatMap((one) => ('incoming' in one ? [one.incoming] : []));
}

async function sendAll(deps: ApiDeps, events: readonly IncomingEvent[]): Promise<EventsAccepted> {
  const { conflicts, ...answer } = await pushEvents(deps, events);
  if (conflicts.length === 0) return answer;
  const message = 'came before with another content, which stays: send a correction';
  const errors = conflicts.map((place) => ({ path: `[${place}].id`, message }));
  throw new ApiError(CONFLICT, describeFaults(errors), { errors });
}

const INVALID_EVENTS = { code: 'INVALID_EVENTS', status: 422, title: 'Not every event is valid' };
const CONFLICT = { code: 'EVENT_CONFLICT', status: 409, title: 'This id was used before' };

const isRecord = (value: unknown): value is RawCloudEvent =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
