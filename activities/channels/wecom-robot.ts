import { ask } from './ask.ts';
import type { Channel } from './channel.ts';
import { fitText } from './fit-text.ts';
import { resultOfReply } from './platform-answer.ts';
import { WECOM_BUSY } from './wecom-codes.ts';

/** A robot of a WeCom group; its key is its whole credential. */
export interface WecomRobotSettings {
  name: string;
  base: string;
  key: string;
}

// https://developer.work.weixin.qq.com/document/path/91770: 20 messages a minute for each robot;
// Markdown of 4,096 bytes.
const GAP_MS = 3_000;
const MAX_BYTES = 4_096;

/** A group robot of WeCom (企业微信群机器人). */
export function createWecomRobot({ name, base, key }: WecomRobotSettings): Channel {
  const url = new URL('cgi-bin/webhook/send', base);
  url.searchParams.set('key', key);
  return {
    name: `group/${name}`,
    repeatableForMs: 0,
    gapMs: GAP_MS,
    maxBytes: MAX_BYTES,
    async send({ markdown, link }, _address, signal) {
      const content = fitText(markdown, MAX_BYTES, link);
      const body = JSON.stringify({ msgtype: 'markdown', markdown: { content } });
      return resultOfReply(await ask({ url, body, signal }), WECOM_BUSY);
    },
  };
}
