import { createHmac } from 'node:crypto';
import { ask } from './ask.ts';
import type { SendResult } from './channel.ts';
import { excerpt } from './excerpt.ts';

/** A receiver of the park's own. */
export interface SignedPostSettings {
  url: string;
  /** `whsec_` and the key in base64. */
  secret: string;
}

/**
 * Posts JSON signed by Standard Webhooks 1.0
 * (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md); the id
 * stays the same at every try, and receivers are to drop repeats by it.
 */
export async function postSigned(
  { url, secret }: SignedPostSettings,
  id: string,
  content: object,
  signal: AbortSignal,
): Promise<SendResult> {
  const body = JSON.stringify(content);
  const timestamp = Math.floor(Date.now() / 1_000).toString();
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
  const reply = await ask({ url: new URL(url), body, headers, signal });
  return 'result' in reply ? reply.result : { state: 'sent', answer: excerpt(reply.text) };
}
