import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { SINK_CREDENTIALS } from './credentials.ts';
import { jsonOf, MINUTE_MS, type SinkContext, type SinkRoute } from './platform.ts';

// https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot
const Signature = z.object({ timestamp: z.string(), sign: z.string() });
const Message = z.object({
  msg_type: z.literal('interactive'),
  card: z.object({
    header: z.object({ title: z.object({ tag: z.literal('plain_text'), content: z.string() }) }),
    elements: z.tuple([z.object({ tag: z.literal('markdown'), content: z.string() })]),
  }),
});
const MAX_BODY_BYTES = 20 * 1_024;
const A_MINUTE = { most: 100, withinMs: MINUTE_MS, shutMs: 0 };
const A_SECOND = { most: 5, withinMs: 1_000, shutMs: 0 };
const HOUR_SECONDS = 3_600;

const said = (code: number, msg: string) => ({ body: { code, msg, data: {} } });

/** A group robot of Feishu that is secured by signature. */
export function feishuRobotRoutes({ nowMs, box, admit }: SinkContext): SinkRoute[] {
  return [
    {
      method: 'POST',
      path: '/feishu/open-apis/bot/v2/hook/:token',
      channel: 'feishuRobot',
      answer(request) {
        const { token, secret } = SINK_CREDENTIALS.feishuRobot;
        if (request.token !== token) {
          return said(19001, 'param invalid: incoming webhook access token invalid');
        }
        if (Buffer.byteLength(request.body) > MAX_BODY_BYTES) return said(9499, 'Bad Request');
        const json = jsonOf(request);
        if (!isSigned(json, secret, nowMs())) {
          const problem = 'sign match fail or timestamp is not within one hour from current time';
          return said(19021, problem);
        }
        if (!admit('feishuRobot 1', A_SECOND) || !admit('feishuRobot 60', A_MINUTE)) {
          return said(11232, 'frequency limited');
        }
        const { data } = Message.safeParse(json);
        if (!data) return said(9499, 'Bad Request');
        const { header, elements } = data.card;
        const subject = header.title.content;
        box.keep({ channel: 'feishuRobot', to: token, subject, text: elements[0].content });
        return said(0, 'success');
      },
    },
  ];
}

function isSigned(json: unknown, secret: string, nowMs: number): boolean {
  const { data } = Signature.safeParse(json);
  if (!data || !(Math.abs(nowMs / 1_000 - Number(data.timestamp)) <= HOUR_SECONDS)) return false;
  const key = `${data.timestamp}\n${secret}`;
  return data.sign === createHmac('sha256', key).update('').digest('base64');
}
