import type { Channel } from './channel.ts';
import { postSigned, type SignedPostSettings } from './signed-post.ts';

const MAX_BYTES = 100_000;

/** Hands messages to a system of the park, which knows the person by the address. */
export function createWebhook(settings: SignedPostSettings): Channel {
  return {
    name: 'webhook',
    repeatableForMs: Number.POSITIVE_INFINITY,
    gapMs: 0,
    maxBytes: MAX_BYTES,
    send: (envelope, address, signal) =>
      postSigned(settings, envelope.messageId, { to: address, ...envelope }, signal),
  };
}
