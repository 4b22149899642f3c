/** A message as it lies in its partition; nothing in it has been checked. */
export interface RawMessage {
  topic: string;
  partition: number;
  offset: bigint;
  key: Buffer | null;
  value: Buffer | null;
  /** A header that stands there several times keeps its last value. */
  headers: Record<string, Buffer>;
  /** When its sender or the broker says that it was sent; ISO-8601 UTC. */
  sentAt?: string;
}

/** Messages of one partition in the order of their offsets. */
export interface RawBatch {
  topic: string;
  partition: number;
  messages: RawMessage[];
}

/**
 * What became of a batch: done up to and with the offset `through`; the rest comes again, after
 * `pauseMs` where given. Without `through` nothing is done.
 */
export type BatchResult = { through: bigint } | { through?: bigint; pauseMs: number };

/** A committed offset that no longer existed at start: the messages between were deleted unread. */
export interface OffsetJump {
  topic: string;
  partition: number;
  committed: number;
  /** The oldest offset that is still there. */
  oldest: number;
}

export type SourceState = 'starting' | 'running' | 'restarting' | 'failed' | 'stopped';

export interface SourceHealth {
  state: SourceState;
  /** Messages of all partitions that were not handled at the last look; unknown before it. */
  lag?: number;
  /** Messages wait and nothing has been fetched for a minute, without any error. */
  stalled: boolean;
  restarts: number;
  jumps: OffsetJump[];
  /** Why it is not running. */
  error?: string;
}

/** Where events come from: at least once, in order within a partition. */
export interface EventSource {
  /**
   * Hands over batch after batch until stopped; several partitions at once, one batch at a time of
   * each. Resolves when stopped, rejects when it can't go on (a missing topic, a fatal error of the
   * client). Waits for brokers that are away.
   */
  run(handle: (batch: RawBatch) => Promise<BatchResult>): Promise<void>;
  /** Finishes the batches at hand and leaves; gives up waiting after the deadline. */
  stop(deadlineMs: number): Promise<void>;
  health(): SourceHealth;
}

export interface OutMessage {
  topic: string;
  /** Messages of one key stay in order. */
  key: string | Buffer | null;
  value: Buffer | string | null;
  headers?: Record<string, string | Buffer>;
}

/**
 * Why messages were not sent: `away`, most likely the broker, which mends itself; `no-topic`, one
 * that the broker lacks or that is not on the sink's list; `refused`, one of the messages as it is,
 * which fails however often it is tried.
 */
export type NotSentWhy = 'away' | 'no-topic' | 'refused';

/** Some of the messages of a call may have been sent all the same. */
export class NotSent extends Error {
  override readonly name = 'NotSent';
  readonly why: NotSentWhy;

  constructor(why: NotSentWhy, message: string, options?: ErrorOptions) {
    super(message, options);
    this.why = why;
  }
}

/** Where events go: acknowledged by all replicas, in order of the calls. */
export interface EventSink {
  /** Resolves once every message is acknowledged, rejects with NotSent. */
  publish(messages: OutMessage[]): Promise<void>;
  /** Sends what was handed over, then disconnects. */
  close(): Promise<void>;
}
