import { z } from 'zod';
import { SINK_CREDENTIALS } from './credentials.ts';
import { jsonOf, MINUTE_MS, NOBODY, type SinkContext, type SinkRoute } from './platform.ts';
import type { Tokens } from './tokens.ts';

// https://developer.work.weixin.qq.com/document/path/90236 (messages), path/90454 (rates), path/90455 (codes).
const Message = z.object({
  touser: z.string(),
  msgtype: z.string(),
  agentid: z.number(),
  text: z.object({ content: z.string().min(1) }),
  enable_duplicate_check: z.literal([0, 1]).default(0),
  duplicate_check_interval: z.number().max(14_400).default(1_800),
});
type Message = z.output<typeof Message>;

const MAX_TEXT_BYTES = 2_048;
const CALLS = { most: 10_000, withinMs: MINUTE_MS, shutMs: MINUTE_MS };
const TO_ONE_USER = { most: 30, withinMs: MINUTE_MS, shutMs: 0 };

const said = (errcode: number, errmsg: string, more: object = {}) => ({
  body: { errcode, errmsg, ...more },
});

/** App messages of WeCom. */
export function wecomRoutes(context: SinkContext, tokens: Tokens): SinkRoute[] {
  const { corpId, secret } = SINK_CREDENTIALS.wecom;
  const seen = new Map<string, number>();
  return [
    {
      method: 'GET',
      path: '/wecom/cgi-bin/gettoken',
      answer({ query }) {
        if (query['corpid'] !== corpId) return said(40013, 'invalid corpid');
        if (query['corpsecret'] !== secret) return said(40001, 'invalid credential');
        return said(0, 'ok', tokens.give());
      },
    },
    {
      method: 'POST',
      path: '/wecom/cgi-bin/message/send',
      channel: 'wecom',
      answer(request) {
        const state = tokens.state(request.query['access_token']);
        if (state === 'unknown') return said(40014, 'invalid access_token');
        if (state === 'expired') return said(42001, 'access_token expired');
        if (!context.admit('wecom', CALLS)) return said(45009, 'api freq out of limit');
        const { data } = Message.safeParse(jsonOf(request));
        return data ? take(context, seen, data, request.body) : said(40035, 'invalid parameter');
      },
    },
  ];
}

function take(context: SinkContext, seen: Map<string, number>, message: Message, json: string) {
  const { touser, msgtype, agentid, text } = message;
  if (agentid !== SINK_CREDENTIALS.wecom.agentId) return said(40056, 'invalid agentid');
  if (msgtype !== 'text') return said(40008, 'invalid message type');
  if (NOBODY.test(touser)) return said(81013, 'user & party & tag all invalid');
  const dropped = whyDropped(context, seen, message, json);
  context.box.keep({
    channel: 'wecom',
    to: touser,
    // Cut without a word, in the middle of a character if need be.
    text: Buffer.from(text.content).subarray(0, MAX_TEXT_BYTES).toString(),
    ...(dropped && { dropped }),
  });
  return said(0, 'ok', { msgid: `local-${context.nowMs()}` });
}

/** Equal JSON within its interval, or too many to one user: said to be fine, and shown to nobody. */
function whyDropped(
  { nowMs, admit }: SinkContext,
  seen: Map<string, number>,
  message: Message,
  json: string,
) {
  const before = seen.get(json) ?? Number.NEGATIVE_INFINITY;
  const intervalMs = message.duplicate_check_interval * 1_000;
  if (message.enable_duplicate_check === 1 && nowMs() - before < intervalMs) return 'duplicate';
  seen.set(json, nowMs());
  return admit(`wecom ${message.touser}`, TO_ONE_USER) ? undefined : 'rate';
}
