import { createHmac } from 'node:crypto';

/** A request that pushes events; signed now, unless so many seconds ago. */
export function signedPush(
  body: string,
  { id, secret }: { id: string; secret: string },
  { secondsAgo = 0, type = 'application/cloudevents+json' } = {},
) {
  const timestamp = String(Math.floor(Date.now() / 1_000) - secondsAgo);
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return {
    method: 'POST' as const,
    url: '/events',
    payload: body,
    headers: {
      'content-type': type,
      'kaigong-key': id,
      'kaigong-timestamp': timestamp,
      'kaigong-signature': signature,
    },
  };
}
