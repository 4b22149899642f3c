import { z } from 'zod';
import { keepToken } from './access-token.ts';
import { ask } from './ask.ts';
import type { Channel } from './channel.ts';
import { DINGTALK_BUSY, DINGTALK_STALE_TOKEN } from './dingtalk-codes.ts';
import { dingtalkFate } from './dingtalk-fate.ts';
import { fitBody } from './fit-text.ts';
import { resultOfReply } from './platform-answer.ts';

/** An own application of DingTalk; a private install has its own base address. */
export interface DingtalkAppSettings {
  base: string;
  appKey: string;
  appSecret: string;
  agentId: number;
}

// https://open.dingtalk.com/document/orgapp/asynchronous-sending-of-enterprise-session-messages: 2,048
// bytes of message; 5,000 recipients a minute; equal messages reach a user once a day. An hour of that,
// as nobody says when its day ends.
const MAX_MESSAGE_BYTES = 2_048;
const REPEATABLE_MS = 3_600_000;
const GAP_MS = 20;
// What is left of the message for its text, with a long title and some escapes.
const MAX_BYTES = 1_700;
const MAX_TITLE = 64;

// One user: a comma separates several.
const USER = /^[^\s,]{1,64}$/;

const Accepted = z.object({ errcode: z.literal(0), task_id: z.number() });

/** Work notices of DingTalk (工作通知) to one user id. */
export function createDingtalkApp(settings: DingtalkAppSettings): Channel {
  const { base, appKey, appSecret, agentId } = settings;
  const tokenUrl = new URL('gettoken', base);
  tokenUrl.search = new URLSearchParams({ appkey: appKey, appsecret: appSecret }).toString();
  const askWithToken = keepToken({
    url: tokenUrl,
    staleCodes: DINGTALK_STALE_TOKEN,
    busy: DINGTALK_BUSY,
  });
  const call = (path: string, body: string, signal: AbortSignal) =>
    askWithToken(signal, (token) => {
      const url = new URL(`topapi/message/corpconversation/${path}`, base);
      url.searchParams.set('access_token', token);
      return ask({ url, body, signal });
    });
  return {
    name: 'dingtalk',
    repeatableForMs: REPEATABLE_MS,
    gapMs: GAP_MS,
    maxBytes: MAX_BYTES,
    async send({ subject, markdown, link }, address, signal) {
      if (!USER.test(address)) return { state: 'refused', answer: 'not the id of one user' };
      const title = subject.slice(0, MAX_TITLE);
      const msg = fitBody((text) => ({ msgtype: 'markdown', markdown: { title, text } }), {
        text: markdown,
        link,
        maxBytes: MAX_MESSAGE_BYTES,
      });
      const body = `{"agent_id":${agentId},"userid_list":${JSON.stringify(address)},"msg":${msg}}`;
      const reply = await call('asyncsend_v2', body, signal);
      const { data } = Accepted.safeParse('body' in reply ? reply.body : undefined);
      if (!data) return resultOfReply(reply, DINGTALK_BUSY);
      const asked = JSON.stringify({ agent_id: agentId, task_id: data.task_id });
      return dingtalkFate(data.task_id, () => call('getsendresult', asked, signal), signal);
    },
  };
}
