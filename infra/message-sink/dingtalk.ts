import { z } from 'zod';
import { SINK_CREDENTIALS } from './credentials.ts';
import { jsonOf, MINUTE_MS, NOBODY, type SinkContext, type SinkRoute } from './platform.ts';
import type { Tokens } from './tokens.ts';

// https://open.dingtalk.com/document/orgapp/asynchronous-sending-of-enterprise-session-messages; what
// breaks its limits is accepted all the same, and told by getsendresult only.
const Message = z.object({
  agent_id: z.number(),
  userid_list: z.string().min(1),
  msg: z.object({
    msgtype: z.literal('markdown'),
    markdown: z.object({ title: z.string().min(1), text: z.string().min(1) }),
  }),
});
type Message = z.output<typeof Message>;
const Question = z.object({ task_id: z.number() });

const MAX_MESSAGE_BYTES = 2_048;
const DAY_MS = 86_400_000;
const EQUAL = { most: 1, withinMs: DAY_MS, shutMs: 0 };
const TO_ONE_USER = { most: 500, withinMs: DAY_MS, shutMs: 0 };
const RECIPIENTS = { most: 5_000, withinMs: MINUTE_MS, shutMs: 0 };

const said = (errcode: number, errmsg: string, more: object = {}) => ({
  body: { errcode, errmsg, ...more },
});
const badToken = {
  body: {
    errcode: 88,
    errmsg: 'ding talk error',
    sub_code: '40014',
    sub_msg: '不合法的access_token',
  },
};

/** Work notices of DingTalk. */
export function dingtalkRoutes(context: SinkContext, tokens: Tokens): SinkRoute[] {
  const { appKey, appSecret } = SINK_CREDENTIALS.dingtalk;
  const fates: object[] = [];
  const withToken =
    (answer: SinkRoute['answer']): SinkRoute['answer'] =>
    (request) =>
      tokens.state(request.query['access_token']) === 'good' ? answer(request) : badToken;
  return [
    {
      method: 'GET',
      path: '/dingtalk/gettoken',
      answer({ query }) {
        const known = query['appkey'] === appKey && query['appsecret'] === appSecret;
        return known ? said(0, 'ok', tokens.give()) : said(40089, '不合法的corpid或corpsecret');
      },
    },
    {
      method: 'POST',
      path: '/dingtalk/topapi/message/corpconversation/asyncsend_v2',
      channel: 'dingtalk',
      answer: withToken((request) => {
        const { data } = Message.safeParse(jsonOf(request));
        if (data?.agent_id !== SINK_CREDENTIALS.dingtalk.agentId) return said(400002, '参数错误');
        // 34016 of https://open.dingtalk.com/document/orgapp/server-api-error-codes-1
        const bytes = Buffer.byteLength(JSON.stringify(data.msg));
        if (bytes > MAX_MESSAGE_BYTES) return said(34016, '消息内容长度超过限制');
        return said(0, 'ok', { task_id: fates.push(fateOf(context, data)) });
      }),
    },
    {
      method: 'POST',
      path: '/dingtalk/topapi/message/corpconversation/getsendresult',
      answer: withToken((request) => {
        const { data } = Question.safeParse(jsonOf(request));
        return said(0, 'ok', { send_result: fates[(data?.task_id ?? 0) - 1] ?? {} });
      }),
    },
  ];
}

function fateOf({ box, admit }: SinkContext, { userid_list: user, msg }: Message): object {
  if (NOBODY.test(user)) return { invalid_user_id_list: [user] };
  const code = whyForbidden(admit, user, JSON.stringify(msg));
  const { title, text } = msg.markdown;
  box.keep({
    channel: 'dingtalk',
    to: user,
    subject: title,
    text,
    ...(code && { dropped: code === 143106 ? 'duplicate' : 'rate' }),
  });
  return code
    ? { forbidden_list: [{ code: code.toString(), count: 1, userid: user }] }
    : { unread_user_id_list: [user] };
}

function whyForbidden(admit: SinkContext['admit'], user: string, msg: string) {
  if (!admit('dingtalk', RECIPIENTS)) return 143104;
  if (!admit(`dingtalk ${user} ${msg}`, EQUAL)) return 143106;
  return admit(`dingtalk ${user}`, TO_ONE_USER) ? undefined : 143105;
}
