import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { SINK_CREDENTIALS } from './credentials.ts';
import { jsonOf, MINUTE_MS, type SinkContext, type SinkRoute } from './platform.ts';

// https://open.dingtalk.com/document/robots/custom-robot-access,
// https://open.dingtalk.com/document/robots/customize-robot-security-settings
const Message = z.object({
  msgtype: z.literal('markdown'),
  markdown: z.object({ title: z.string().min(1), text: z.string().min(1) }),
});
const RATE = { most: 20, withinMs: MINUTE_MS, shutMs: 10 * MINUTE_MS };
const HOUR_MS = 3_600_000;

const said = (errcode: number, errmsg: string) => ({ body: { errcode, errmsg } });

/** A group robot of DingTalk that is secured by signature. */
export function dingtalkRobotRoutes({ nowMs, box, admit }: SinkContext): SinkRoute[] {
  const { token, secret } = SINK_CREDENTIALS.dingtalkRobot;
  return [
    {
      method: 'POST',
      path: '/dingtalk/robot/send',
      channel: 'dingtalkRobot',
      answer(request) {
        const { access_token: given, timestamp = '', sign } = request.query;
        if (given !== token) return said(300001, 'token is not exist');
        if (!(Math.abs(nowMs() - Number(timestamp)) <= HOUR_MS)) {
          return said(310000, 'invalid timestamp');
        }
        const signed = createHmac('sha256', secret).update(`${timestamp}\n${secret}`);
        if (sign !== signed.digest('base64')) return said(310000, 'sign not match');
        if (!admit('dingtalkRobot', RATE)) {
          return said(130101, 'send too fast, exceed 20 times per minute');
        }
        const { data } = Message.safeParse(jsonOf(request));
        if (!data) return said(40035, '缺少参数 json');
        const { title, text } = data.markdown;
        box.keep({ channel: 'dingtalkRobot', to: token, subject: title, text });
        return said(0, 'ok');
      },
    },
  ];
}
