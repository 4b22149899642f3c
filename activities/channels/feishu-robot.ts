import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { ask } from './ask.ts';
import type { Channel } from './channel.ts';
import { fitBody } from './fit-text.ts';
import { resultOfCode, type BusyCodes } from './platform-answer.ts';

/** A custom robot of a Feishu group that is secured by signature. */
export interface FeishuRobotSettings {
  name: string;
  base: string;
  /** The end of its webhook's address. */
  token: string;
  secret: string;
}

// https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot: 100 messages a minute and 5 a second;
// 20 KB of request; 11232 when too fast.
const GAP_MS = 600;
const MAX_BODY_BYTES = 20_000;
// What is left for the text beside a title and escapes.
const MAX_BYTES = 18_000;
const BUSY: BusyCodes = { 11232: 60_000 };

const Answer = z.object({ code: z.number() });

/** A group robot of Feishu (飞书群机器人). */
export function createFeishuRobot({ name, base, token, secret }: FeishuRobotSettings): Channel {
  const url = new URL(`open-apis/bot/v2/hook/${encodeURIComponent(token)}`, base);
  return {
    name: `group/${name}`,
    repeatableForMs: 0,
    gapMs: GAP_MS,
    maxBytes: MAX_BYTES,
    async send({ subject, markdown, link }, _address, signal) {
      const signature = sign(secret);
      const body = fitBody((content) => ({ ...signature, ...card(subject, content) }), {
        text: markdown,
        link,
        maxBytes: MAX_BODY_BYTES,
      });
      const reply = await ask({ url, body, signal });
      if ('result' in reply) return reply.result;
      return resultOfCode(Answer.safeParse(reply.body).data?.code, reply.text, BUSY);
    },
  };
}

// Seconds, and the other way round than DingTalk: what is signed is the key, and the message is empty.
function sign(secret: string): { timestamp: string; sign: string } {
  const timestamp = Math.floor(Date.now() / 1_000).toString();
  return {
    timestamp,
    sign: createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64'),
  };
}

function card(title: string, content: string): object {
  return {
    msg_type: 'interactive',
    card: {
      header: { title: { tag: 'plain_text', content: title } },
      elements: [{ tag: 'markdown', content }],
    },
  };
}
