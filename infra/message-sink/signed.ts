import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { SINK_CREDENTIALS } from './credentials.ts';
import { jsonOf, type SinkContext, type SinkRequest, type SinkRoute } from './platform.ts';

const Message = z.object({ to: z.string(), subject: z.string().optional(), text: z.string() });

// https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md leaves the
// tolerance to the receiver; its own libraries have five minutes.
const TOLERANCE_SECONDS = 300;

/** Receivers of the park's own behind the signed webhook and the port for SMS: repeats are dropped by id. */
export function signedRoutes(context: SinkContext): SinkRoute[] {
  return ['webhook', 'sms'].map((channel) => signedRoute(channel, context));
}

function signedRoute(channel: string, { nowMs, box }: SinkContext): SinkRoute {
  const seen = new Set<string>();
  return {
    method: 'POST',
    path: `/${channel}`,
    channel,
    answer(request) {
      if (!isSigned(request, nowMs())) return { status: 401, body: { error: 'not signed' } };
      const { data } = Message.safeParse(jsonOf(request));
      if (!data) return { status: 422, body: { error: 'not a message' } };
      const id = request.headers['webhook-id'] ?? '';
      const { to, subject, text } = data;
      box.keep({
        channel,
        to,
        ...(subject !== undefined && { subject }),
        text,
        ...(seen.has(id) && { dropped: 'duplicate' }),
      });
      seen.add(id);
      return { body: { taken: id } };
    },
  };
}

function isSigned({ headers, body }: SinkRequest, nowMs: number): boolean {
  const { 'webhook-id': id = '', 'webhook-timestamp': timestamp = '' } = headers;
  if (!(Math.abs(nowMs / 1_000 - Number(timestamp)) <= TOLERANCE_SECONDS)) return false;
  const key = Buffer.from(SINK_CREDENTIALS.signed.secret.replace('whsec_', ''), 'base64');
  const signed = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return (headers['webhook-signature'] ?? '').split(' ').includes(`v1,${signed}`);
}
