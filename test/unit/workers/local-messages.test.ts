import { afterEach, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../../workers/config.ts';
import { receiveLocally, type LocalMessages } from '../../../workers/local-messages.ts';

const ANY_PORT = { KAIGONG_MESSAGE_SINK_PORT: '0', KAIGONG_SMTP_SINK_PORT: '0' };

let local: LocalMessages | undefined;
afterEach(() => local?.sink.close());

async function channelsWith(env: Record<string, string>) {
  local = await receiveLocally({ ...ANY_PORT, ...env });
  return readConfig(['channels'], local.environment).channels;
}

describe('receiveLocally', () => {
  it('stands for every channel that nobody has set up', async () => {
    const channels = await channelsWith({
      SMTP_URL: '',
      WECOM_API: 'https://qyapi.weixin.qq.com/',
    });

    const { email, wecom, dingtalk, sms, webhook, robots } = channels;
    expect(email).toMatchObject({ url: `smtp://127.0.0.1:${local?.sink.smtpPort ?? ''}` });
    const here = expect.stringContaining(`${local?.sink.url ?? ''}/`);
    expect([wecom, dingtalk, ...robots]).toMatchObject(Array(5).fill({ base: here }));
    expect([sms, webhook]).toMatchObject([{ url: here }, { url: here }]);
  });

  it('leaves mail alone that has a server of its own', async () => {
    const own = { SMTP_URL: 'smtp://mail.park.example', SMTP_FROM: 'kaigong@park.example' };
    const channels = await channelsWith(own);

    expect(channels.email).toEqual({ url: own.SMTP_URL, from: own.SMTP_FROM });
    expect(channels.wecom?.base).toContain(local?.sink.url);
  });

  it('sends nothing made up to a platform that is really used', async () => {
    const channels = await channelsWith({
      WECOM_CORP_ID: 'ww1',
      WECOM_AGENT_ID: '1',
      WECOM_SECRET: 'x',
    });

    expect(channels.wecom?.base).toBe('https://qyapi.weixin.qq.com/');
    expect(channels.dingtalk).toBeUndefined();
    expect(channels.robots).toEqual([]);
  });
});
