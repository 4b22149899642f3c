import { z } from 'zod';
import { SINK_CREDENTIALS } from './credentials.ts';
import { jsonOf, MINUTE_MS, type SinkContext, type SinkRoute } from './platform.ts';

// https://developer.work.weixin.qq.com/document/path/91770
const Message = z.discriminatedUnion('msgtype', [
  z.object({ msgtype: z.literal('text'), text: z.object({ content: z.string() }) }),
  z.object({ msgtype: z.literal('markdown'), markdown: z.object({ content: z.string() }) }),
]);
const MAX_BYTES = { text: 2_048, markdown: 4_096 };
const RATE = { most: 20, withinMs: MINUTE_MS, shutMs: MINUTE_MS };

const said = (errcode: number, errmsg: string) => ({ body: { errcode, errmsg } });

/** A group robot of WeCom. */
export function wecomRobotRoutes({ box, admit }: SinkContext): SinkRoute[] {
  return [
    {
      method: 'POST',
      path: '/wecom/cgi-bin/webhook/send',
      channel: 'wecomRobot',
      answer(request) {
        const key = request.query['key'] ?? '';
        if (key !== SINK_CREDENTIALS.wecomRobot.key) return said(93000, 'invalid webhook url');
        if (!admit(`wecomRobot ${key}`, RATE)) return said(45009, 'api freq out of limit');
        const { data } = Message.safeParse(jsonOf(request));
        if (!data) return said(40035, 'invalid parameter');
        const { content } = data.msgtype === 'text' ? data.text : data.markdown;
        const most = MAX_BYTES[data.msgtype];
        if (Buffer.byteLength(content) > most) {
          return said(40058, `${data.msgtype}.content exceed max length ${most}`);
        }
        box.keep({ channel: 'wecomRobot', to: key, text: content });
        return said(0, 'ok');
      },
    },
  ];
}
