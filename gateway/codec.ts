import type { CloudEvent, RawCloudEvent } from '../schemas/cloud-event.ts';
import type { DeadLetterReason } from '../schemas/dead-letter.ts';
import type { EventFault, LetterFault } from '../schemas/event-fault.ts';
import { describeFaults } from '../schemas/fault.ts';
import { parseEvent } from '../schemas/parse-event.ts';
import { storableText } from '../schemas/storable.ts';

// kafkajs gives Buffers; what is not UTF-8, such as GBK, must not pass as garbled text.
const UTF8 = new TextDecoder('utf-8', { fatal: true });

type Text = Buffer | string;

/** A message as the Kafka client gives it. */
export interface EncodedMessage {
  key?: Text | null;
  value: Text | null;
  headers?: Record<string, Text | Text[] | undefined>;
}

/** A message that is no event of ours; what could be read of its identity helps to find its sender. */
interface Undecodable {
  ok: false;
  reason: DeadLetterReason;
  /** Of the first fault, such as `data.itemCode`. */
  path?: string;
  /** All faults in one sentence. */
  detail: string;
  /** Each of them by its code. */
  faults: LetterFault[];
  id?: string;
  source?: string;
  type?: string;
  projectCode?: string;
}

export type Decoded = { ok: true; event: CloudEvent; raw: RawCloudEvent } | Undecodable;

const STRUCTURED_JSON = 'application/cloudevents+json';
const MAX_DETAIL = 2000;
const MAX_IDENTITY = 200;

/** Reads a CloudEvent in structured or binary mode; never throws, whatever the bytes are. */
export function decode({ key, value, headers = {} }: EncodedMessage): Decoded {
  const read = readMessage(value, textHeaders(headers));
  if (!read.ok) return undecodable(read.reason, [read.fault], read.raw, key);
  const parsed = parseEvent(read.raw);
  if (!parsed.ok) return undecodable(parsed.reason, parsed.faults, read.raw, key);
  return { ok: true, event: parsed.event, raw: read.raw };
}

/** The message of an event in raw form, valid or not; its key is the project code. */
export function encode(raw: RawCloudEvent, mode: 'structured' | 'binary') {
  const { data, ...attributes } = raw;
  const key = projectCodeOf(raw) ?? null;
  if (mode === 'structured') {
    const headers: Record<string, string> = { 'content-type': `${STRUCTURED_JSON}; charset=UTF-8` };
    return { key, value: JSON.stringify(raw), headers };
  }
  const { datacontenttype, ...others } = attributes;
  const headers: Record<string, string> = {
    'content-type': textOf(datacontenttype) ?? 'application/json',
  };
  for (const [name, attribute] of Object.entries(others)) {
    const text = textOf(attribute);
    if (text !== undefined) headers[`ce_${name}`] = text;
  }
  return { key, value: data === undefined ? null : JSON.stringify(data), headers };
}

type Read =
  | { ok: true; raw: RawCloudEvent }
  | { ok: false; reason: DeadLetterReason; fault: EventFault; raw: RawCloudEvent };

function readMessage(value: Text | null, headers: Map<string, string>): Read {
  const mediaType = headers.get('content-type')?.toLowerCase() ?? '';
  const attributes = attributesIn(headers);
  const isStructured = mediaType.startsWith('application/cloudevents');
  if (isStructured && !mediaType.startsWith(STRUCTURED_JSON)) {
    const message = `expected content-type ${STRUCTURED_JSON}, received ${mediaType}`;
    const kind = { code: 'wrongMediaType', received: mediaType } as const;
    return { ok: false, reason: 'not-a-cloudevent', fault: { path: '', message, kind }, raw: {} };
  }
  // Without any header it can only be structured: some tools can't set them.
  const isBinary = !isStructured && Object.keys(attributes).length > 0;
  const raw = isBinary ? { datacontenttype: headers.get('content-type'), ...attributes } : {};
  const body = readJson(value);
  if (!body.ok) return { ok: false, reason: 'not-json', fault: body.fault, raw };
  if (isBinary) return { ok: true, raw: { ...raw, data: body.json } };
  if (isRecord(body.json)) return { ok: true, raw: body.json };
  const message = 'expected a JSON object with the attributes of a CloudEvent';
  const kind = { code: 'notAnObject' } as const;
  return { ok: false, reason: 'not-a-cloudevent', fault: { path: '', message, kind }, raw };
}

function attributesIn(headers: Map<string, string>): RawCloudEvent {
  const named = [...headers].filter(([name]) => name.startsWith('ce_'));
  return Object.fromEntries(named.map(([name, value]) => [name.slice('ce_'.length), value]));
}

type ReadJson = { ok: true; json: unknown } | { ok: false; fault: EventFault };

function readJson(value: Text | null): ReadJson {
  if (value === null || value.length === 0) return { ok: true, json: undefined };
  try {
    const text = typeof value === 'string' ? value : UTF8.decode(value);
    return { ok: true, json: JSON.parse(text) as unknown };
  } catch (error) {
    const message = `expected JSON in UTF-8 (${error instanceof Error ? error.message : ''})`;
    return { ok: false, fault: { path: '', message, kind: { code: 'notJson' } } };
  }
}

function undecodable(
  reason: DeadLetterReason,
  faults: EventFault[],
  raw: RawCloudEvent,
  key: EncodedMessage['key'],
): Undecodable {
  const known = {
    path: faults[0]?.path,
    id: textOf(raw['id']),
    source: textOf(raw['source']),
    type: textOf(raw['type']),
    projectCode: projectCodeOf(raw) ?? key?.toString(),
  };
  const said = Object.entries(known).flatMap(([name, value]) =>
    value ? [[name, storableText(value, MAX_IDENTITY)] as const] : [],
  );
  const detail = storableText(describeFaults(faults), MAX_DETAIL);
  const coded = faults.map(({ path, kind }) => ({ path, kind }));
  return { ok: false, reason, detail, faults: coded, ...Object.fromEntries(said) };
}

function projectCodeOf({ data, partitionkey }: RawCloudEvent): string | undefined {
  return textOf((isRecord(data) ? data['projectCode'] : undefined) ?? partitionkey);
}

function textHeaders(headers: EncodedMessage['headers'] = {}): Map<string, string> {
  const texts = Object.entries(headers).flatMap(([name, value]) => {
    const last = Array.isArray(value) ? value.at(-1) : value;
    return last === undefined ? [] : [[name.toLowerCase(), last.toString()] as const];
  });
  return new Map(texts);
}

function textOf(value: unknown): string | undefined {
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
