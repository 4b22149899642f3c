import { z } from 'zod';
import { keepToken } from './access-token.ts';
import { ask, type Reply } from './ask.ts';
import type { Channel, SendResult } from './channel.ts';
import { excerpt } from './excerpt.ts';
import { fitText, textWithSubject } from './fit-text.ts';
import { resultOfReply } from './platform-answer.ts';
import { WECOM_BUSY, WECOM_STALE_TOKEN } from './wecom-codes.ts';

/** An own application of WeCom; a private install has its own base address. */
export interface WecomAppSettings {
  base: string;
  corpId: string;
  agentId: number;
  secret: string;
}

// https://developer.work.weixin.qq.com/document/path/90236: a text is cut at 2,048 bytes; the same JSON
// arrives once within the interval, of four hours at most. An hour less, for clocks that differ.
const MAX_BYTES = 2_048;
const DUPLICATE_SECONDS = 14_400;
const REPEATABLE_MS = 3 * 3_600_000;

// One person: `@all` would reach everybody, `|` separates several.
const USER = /^[\w.-][\w.@-]{0,63}$/;

/**
 * App messages of WeCom (企业微信) to one user id. Text rather than Markdown: only text also shows in WeChat,
 * where many read their WeCom.
 */
export function createWecomApp({ base, corpId, agentId, secret }: WecomAppSettings): Channel {
  const tokenUrl = new URL('cgi-bin/gettoken', base);
  tokenUrl.search = new URLSearchParams({ corpid: corpId, corpsecret: secret }).toString();
  const askWithToken = keepToken({
    url: tokenUrl,
    staleCodes: WECOM_STALE_TOKEN,
    busy: WECOM_BUSY,
  });
  return {
    name: 'wecom',
    repeatableForMs: REPEATABLE_MS,
    // 10,000 calls a minute for a whole enterprise (path/90454); this leaves them to others.
    gapMs: 20,
    maxBytes: MAX_BYTES,
    async send(envelope, address, signal) {
      if (!USER.test(address)) return { state: 'refused', answer: 'not the id of one user' };
      const content = fitText(textWithSubject(envelope), MAX_BYTES, envelope.link);
      const body = JSON.stringify({
        touser: address,
        msgtype: 'text',
        agentid: agentId,
        text: { content },
        enable_duplicate_check: 1,
        duplicate_check_interval: DUPLICATE_SECONDS,
      });
      const reply = await askWithToken(signal, (token) => {
        const url = new URL('cgi-bin/message/send', base);
        url.searchParams.set('access_token', token);
        return ask({ url, body, signal });
      });
      return passedOver(reply) ?? resultOfReply(reply, WECOM_BUSY);
    },
  };
}

const PassedOver = z.object({
  errcode: z.literal(0),
  invaliduser: z.string().default(''),
  unlicenseduser: z.string().default(''),
});

/** A user outside the application's range is named in an answer that is otherwise fine. */
function passedOver(reply: Reply): SendResult | undefined {
  if ('result' in reply) return undefined;
  const { data } = PassedOver.safeParse(reply.body);
  const nobody = data !== undefined && data.invaliduser + data.unlicenseduser !== '';
  return nobody ? { state: 'refused', answer: excerpt(reply.text) } : undefined;
}
