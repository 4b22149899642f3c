import { z } from 'zod';
import { TOPIC_OF, type Topic } from '../schemas/event.ts';
import type { Fault } from '../schemas/fault.ts';
import { parseEvent } from '../schemas/parse-event.ts';

/** One line of a JSONL file that is not blank. */
export interface EventLine {
  /** From 1, as editors count. */
  number: number;
  text: string;
  /** Empty for a valid CloudEvent. */
  faults: Fault[];
  /** Where its type belongs, if that can be told. */
  topic?: Topic;
  /** Code of its project: keeps the events of one project in order. */
  key?: string;
}

/** The events of a file in its order, each checked as the gateway will check it. */
export function readEventLines(text: string): EventLine[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const trimmed = line.trim();
    return trimmed === '' ? [] : [readLine(trimmed, index + 1)];
  });
}

function readLine(text: string, number: number): EventLine {
  const raw = parseJsonObject(text);
  if (!raw) {
    return { number, text, faults: [{ path: '', message: 'expected a JSON object in one line' }] };
  }
  const parsed = parseEvent(raw);
  const { topic, key } = whereTo(raw);
  return {
    number,
    text,
    faults: parsed.ok ? [] : parsed.faults,
    ...(topic && { topic }),
    ...(key && { key }),
  };
}

const JsonObject = z.record(z.string(), z.unknown());
const Addressed = z.object({
  type: z.string().catch(''),
  data: z.object({ projectCode: z.string().exactOptional() }).catch({}),
});

function whereTo(raw: Record<string, unknown>): {
  topic: Topic | undefined;
  key: string | undefined;
} {
  const { type, data } = Addressed.parse(raw);
  return { topic: TOPIC_OF(type), key: data.projectCode };
}

function parseJsonObject(text: string): Record<string, unknown> | undefined {
  try {
    return JsonObject.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
