import type { SendResult } from './channel.ts';
import { excerpt } from './excerpt.ts';

/** What became of a request: an answer of the platform's application, or how the try ended without one. */
export type Reply = { body: unknown; text: string } | { result: SendResult };

/** One request to a platform. */
export interface Question {
  url: URL;
  /** A body makes it a POST of JSON, its absence a GET. */
  body?: string;
  headers?: Record<string, string>;
  signal: AbortSignal;
}

/** Asks a platform once; never rejects, and names no address in what it says: addresses carry secrets. */
export async function ask({ url, body, headers, signal }: Question): Promise<Reply> {
  if (signal.aborted) return { result: { state: 'failed', answer: 'stopped before it was sent' } };
  try {
    const response = await fetch(url, {
      ...(body !== undefined && { method: 'POST', body }),
      headers: { ...(body !== undefined && JSON_CONTENT), ...headers },
      // No platform redirects; what does so is a proxy or a sign-in page.
      redirect: 'manual',
      signal,
    });
    const text = await response.text();
    return response.ok ? { body: parsed(text), text } : { result: resultOfStatus(response, text) };
  } catch (error) {
    return { result: resultOfError(error) };
  }
}

const JSON_CONTENT = { 'content-type': 'application/json; charset=utf-8' };

// RFC 9110 15.6: 500 and 503 come from the server itself, which says that it did not do it; a gateway
// that answers 502 or 504 can't know what the server behind it did.
const SURELY_FAILED = [408, 425, 429, 500, 503];

function resultOfStatus({ status, headers }: Response, text: string): SendResult {
  const answer = `HTTP ${status} ${excerpt(text)}`.trimEnd();
  if (!SURELY_FAILED.includes(status)) {
    return { state: status >= 500 ? 'unknown' : 'refused', answer };
  }
  const retryAfterMs = retryAfter(headers);
  return { state: 'failed', answer, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

/** Whole seconds or a date (RFC 9110 10.2.3); Feishu has a header of its own. */
function retryAfter(headers: Headers): number | undefined {
  // https://open.feishu.cn/document/server-docs/api-call-guide/frequency-control
  const value = headers.get('retry-after') ?? headers.get('x-ogw-ratelimit-reset');
  if (value === null) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

// Errors of a request that never left: no name, no connection, no trust.
const NEVER_LEFT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_.*|DEPTH_ZERO_.*|SELF_SIGNED_.*|UNABLE_TO_.*|ERR_TLS_.*)$/;

function resultOfError(error: unknown): SendResult {
  // `fetch` only says that it failed, and why in its cause; what is thrown need not be an Error of our realm.
  const { cause = error } = error as { cause?: unknown };
  const { code, message } = cause as { code?: unknown; message?: unknown };
  const answer = excerpt(typeof message === 'string' ? message : String(cause));
  return typeof code === 'string' && NEVER_LEFT.test(code)
    ? { state: 'failed', answer }
    : { state: 'unknown', answer };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
