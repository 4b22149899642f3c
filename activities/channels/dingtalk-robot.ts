import { createHmac } from 'node:crypto';
import { ask } from './ask.ts';
import type { Channel } from './channel.ts';
import { DINGTALK_BUSY } from './dingtalk-codes.ts';
import { fitText } from './fit-text.ts';
import { resultOfReply } from './platform-answer.ts';

/** A custom robot of a DingTalk group that is secured by signature (加签). */
export interface DingtalkRobotSettings {
  name: string;
  base: string;
  token: string;
  secret: string;
}

// https://open.dingtalk.com/document/robots/custom-robot-access: 20 messages a minute, else ten minutes
// of silence. It names no size; robots of applications have 15,000 bytes
// (https://help.dingtalk.io/open/development/the-robot-sends-a-group-message).
const GAP_MS = 3_000;
const MAX_BYTES = 15_000;

/** A group robot of DingTalk (钉钉群机器人). */
export function createDingtalkRobot(settings: DingtalkRobotSettings): Channel {
  return {
    name: `group/${settings.name}`,
    repeatableForMs: 0,
    gapMs: GAP_MS,
    maxBytes: MAX_BYTES,
    async send({ subject, markdown, link }, _address, signal) {
      const text = fitText(markdown, MAX_BYTES, link);
      const body = JSON.stringify({ msgtype: 'markdown', markdown: { title: subject, text } });
      return resultOfReply(await ask({ url: signedUrl(settings), body, signal }), DINGTALK_BUSY);
    },
  };
}

// https://open.dingtalk.com/document/robots/customize-robot-security-settings: milliseconds, an hour at
// most from DingTalk's clock; the secret is key and part of what is signed.
function signedUrl({ base, token, secret }: DingtalkRobotSettings): URL {
  const timestamp = Date.now().toString();
  const sign = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
  const url = new URL('robot/send', base);
  url.search = new URLSearchParams({ access_token: token, timestamp, sign }).toString();
  return url;
}
