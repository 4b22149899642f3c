import { SINK_CREDENTIALS } from './credentials.ts';
import { dingtalkRoutes } from './dingtalk.ts';
import { dingtalkRobotRoutes } from './dingtalk-robot.ts';
import { createFaults, type SinkFault } from './faults.ts';
import { feishuRobotRoutes } from './feishu-robot.ts';
import { createRates } from './rates.ts';
import { createMessageBox, type ReceivedMessage } from './received.ts';
import { createReceiver } from './receiver.ts';
import { signedRoutes } from './signed.ts';
import { startSmtpSink } from './smtp-sink.ts';
import { createTokens } from './tokens.ts';
import { wecomRoutes } from './wecom.ts';
import { wecomRobotRoutes } from './wecom-robot.ts';

/** Where the local receivers listen; 0 takes any free port. */
export interface MessageSinkOptions {
  port: number;
  smtpPort: number;
  /** Real time in milliseconds, for tests that move it. */
  nowMs?: () => number;
}

/** Local receivers that stand for WeCom, DingTalk, Feishu, a mail server and the park's own. */
export interface MessageSink {
  /** Shows all that came. */
  url: string;
  smtpPort: number;
  /** What people were shown, oldest first. */
  messages: () => ReceivedMessage[];
  /** Accepted and shown to nobody: repeats, and what broke a rate. */
  dropped: () => ReceivedMessage[];
  /** Has the next messages of a channel meet a fault. */
  tell: (fault: SinkFault) => void;
  /** Ends all access tokens, as when another program had new ones given. */
  expireTokens: () => void;
  /** Forgets messages and faults. */
  clear: () => void;
  close: () => Promise<void>;
}

/** Starts receivers on 127.0.0.1 that keep the platforms' documented rules: signature, token, size, rate. */
export async function startMessageSink(options: MessageSinkOptions): Promise<MessageSink> {
  const { port, smtpPort, nowMs = Date.now } = options;
  const box = createMessageBox(nowMs);
  const faults = createFaults();
  const context = { nowMs, box, admit: createRates(nowMs) };
  const tokens = { wecom: createTokens(nowMs), dingtalk: createTokens(nowMs) };
  const routes = [
    ...wecomRoutes(context, tokens.wecom),
    ...wecomRobotRoutes(context),
    ...dingtalkRoutes(context, tokens.dingtalk),
    ...dingtalkRobotRoutes(context),
    ...feishuRobotRoutes(context),
    ...signedRoutes(context),
  ];
  const receiver = createReceiver({ routes, box, faults });
  const url = await receiver.listen({ host: '127.0.0.1', port });
  const smtp = await startSmtpSink(smtpPort, { box, faults }).catch(async (error: unknown) => {
    await receiver.close();
    throw error;
  });
  return {
    url,
    smtpPort: smtp.port,
    messages: box.shown,
    dropped: box.dropped,
    tell: faults.tell,
    expireTokens() {
      tokens.wecom.expire();
      tokens.dingtalk.expire();
    },
    clear() {
      box.clear();
      faults.clear();
    },
    async close() {
      await Promise.all([receiver.close(), smtp.close()]);
    },
  };
}

/** The settings with which an engine on this machine sends everything to these receivers. */
export function settingsOfSink({
  url,
  smtpPort,
}: Pick<MessageSink, 'url' | 'smtpPort'>): Record<string, string> {
  const { wecom, dingtalk, wecomRobot, dingtalkRobot, feishuRobot, signed } = SINK_CREDENTIALS;
  return {
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    SMTP_FROM: '开工 Kaigong <kaigong@park.example>',
    WECOM_API: `${url}/wecom/`,
    WECOM_CORP_ID: wecom.corpId,
    WECOM_AGENT_ID: wecom.agentId.toString(),
    WECOM_SECRET: wecom.secret,
    DINGTALK_API: `${url}/dingtalk/`,
    DINGTALK_APP_KEY: dingtalk.appKey,
    DINGTALK_APP_SECRET: dingtalk.appSecret,
    DINGTALK_AGENT_ID: dingtalk.agentId.toString(),
    FEISHU_API: `${url}/feishu/`,
    KAIGONG_SMS_URL: `${url}/sms`,
    KAIGONG_SMS_SECRET: signed.secret,
    KAIGONG_WEBHOOK_URL: `${url}/webhook`,
    KAIGONG_WEBHOOK_SECRET: signed.secret,
    KAIGONG_GROUP_ROBOTS: JSON.stringify([
      { platform: 'wecom', name: 'park-wecom', key: wecomRobot.key },
      { platform: 'dingtalk', name: 'park-dingtalk', ...dingtalkRobot },
      { platform: 'feishu', name: 'park-feishu', ...feishuRobot },
    ]),
  };
}
