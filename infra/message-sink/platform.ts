import type { MessageBox } from './received.ts';
import type { Admit } from './rates.ts';

/** A request as a platform's rules see it. */
export interface SinkRequest {
  query: Readonly<Record<string, string>>;
  headers: Readonly<Record<string, string | undefined>>;
  /** The last part of the path, where it names a robot. */
  token?: string;
  /** As it came over the wire. */
  body: string;
}

/** What a platform answers: its codes mostly stand in a body of HTTP 200. */
export interface SinkAnswer {
  status?: number;
  body: object;
}

/** What the rules of a platform work with. */
export interface SinkContext {
  nowMs: () => number;
  box: MessageBox;
  admit: Admit;
}

/** One address of a platform and what it does. */
export interface SinkRoute {
  method: 'GET' | 'POST';
  path: string;
  /** Takes messages of that channel, and so can be told to fail; none gives tokens or tells fates. */
  channel?: string;
  answer: (request: SinkRequest) => SinkAnswer;
}

/** The body as JSON, or undefined. */
export function jsonOf({ body }: SinkRequest): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Users whose id begins so are on no platform. */
export const NOBODY = /^nobody/;

/** A minute, the window of most rates. */
export const MINUTE_MS = 60_000;
