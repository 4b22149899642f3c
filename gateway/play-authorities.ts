import type { ItemTemplate } from '../domain/approval/template.ts';
import { TOPIC_OF } from '../schemas/event.ts';
import { parseApprovalRequest, type ParsedRequest } from '../schemas/parse-approval-request.ts';
import { encode } from './codec.ts';
import type { EventSink, EventSource, RawMessage } from './event-source.ts';
import { pause } from './pause.ts';
import { answersTo, type PlayedAnswer } from './played-answers.ts';

/** What the played authorities have still to do; kept, so that a restart goes on with it. */
export interface AuthoritiesAtWork {
  /** Ids of the requests that were taken. */
  taken: string[];
  waiting: PlayedAnswer[];
  /** When the next application may begin, ms since 1970 of the demo clock. */
  freeMs: number;
}

export interface PlayOptions {
  /** Of `approval.requests`. */
  source: EventSource;
  sink: EventSink;
  /** An item by its id in any template. */
  itemOf: (id: string) => ItemTemplate | undefined;
  atWork: AuthoritiesAtWork;
  /** Kept before a message counts as read and after an answer is sent. */
  keep: (atWork: AuthoritiesAtWork) => Promise<void>;
  beatMs: number;
  nowMs: () => number;
  /** Told after each answer is sent. */
  onAnswer: (answer: PlayedAnswer) => void;
  signal: AbortSignal;
}

// An application has about five steps of two beats each: so many run side by side that one step comes a beat.
const BEATS_BETWEEN_APPLICATIONS = 4;
const LOOK_MS = 200;

/**
 * Plays authorities and utilities until the signal: each request on `approval.requests` is answered
 * once, a while later, by what their systems would send; one new application every few beats.
 */
export async function playAuthorities(options: PlayOptions): Promise<void> {
  const { source, signal } = options;
  const hearing = source.run(async ({ messages }) => {
    for (const message of messages) take(message, options);
    await options.keep(options.atWork);
    return { through: messages.at(-1)?.offset ?? 0n };
  });
  try {
    await Promise.race([sendWhatIsDue(options), hearing]);
  } finally {
    await source.stop(5_000);
    if (!signal.aborted) await hearing;
  }
}

function take(message: RawMessage, options: PlayOptions): void {
  const { atWork } = options;
  const request = requestIn(message);
  if (!request || atWork.taken.includes(request.id)) return;
  atWork.taken.push(request.id);
  if (request.type === 'approval.item.closed.v1') callOff(request.id, atWork);
  else atWork.waiting.push(...answers(request, options));
  atWork.waiting.sort((a, b) => a.atMs - b.atMs);
}

function requestIn({ headers, value }: RawMessage): ParsedRequest | undefined {
  const [id, type] = [headers['ce_id'], headers['ce_type']].map((header) => header?.toString());
  if (id === undefined || type === undefined || !value) return undefined;
  return parseApprovalRequest({ id, type }, JSON.parse(value.toString()));
}

function answers(
  request: ParsedRequest,
  { atWork, itemOf, beatMs, nowMs }: PlayOptions,
): PlayedAnswer[] {
  const item = itemOf(request.data.item);
  if (!item) return [];
  const isApplication = request.type === 'approval.item.opened.v1';
  // Departments answer at once; who applies waits for a turn.
  const fromMs = isApplication ? Math.max(nowMs(), atWork.freeMs) : nowMs();
  const found = answersTo(request, { item, fromMs, beatMs });
  if (isApplication && found.length > 0) {
    atWork.freeMs = fromMs + BEATS_BETWEEN_APPLICATIONS * beatMs;
  }
  return found;
}

// What was asked for under one id is called off under that id and `/closed`.
function callOff(id: string, atWork: AuthoritiesAtWork): void {
  atWork.waiting = atWork.waiting.filter(({ request }) => `${request}/closed` !== id);
}

async function sendWhatIsDue(options: PlayOptions): Promise<void> {
  const { atWork, sink, keep, nowMs, onAnswer, signal } = options;
  while (!signal.aborted) {
    const next = atWork.waiting[0];
    if (!next || next.atMs > nowMs()) {
      await pause(LOOK_MS, signal);
      continue;
    }
    await sink.publish([{ topic: topicOf(next), ...encode(next.event, 'structured') }]);
    atWork.waiting = atWork.waiting.filter((one) => one !== next);
    await keep(atWork);
    onAnswer(next);
  }
}

function topicOf({ event }: PlayedAnswer): string {
  const topic = TOPIC_OF(String(event['type']));
  if (topic === undefined) throw new Error(`No topic for ${String(event['type'])}`);
  return topic;
}
