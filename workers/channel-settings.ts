import { z, type RefinementCtx } from 'zod';
import type { ChannelSettings } from '../activities/channels/create-channels.ts';
import { groupRobots } from './group-robots.ts';

const address = (example: string) =>
  z.url({ protocol: /^https?$/, error: `expected something like ${example}` });

// Private installs stand behind a path as well as on a host of their own.
const base = (byDefault: string) =>
  address(byDefault)
    .default(byDefault)
    .transform((url) => (url.endsWith('/') ? url : `${url}/`));

const agentId = z
  .string()
  .regex(/^\d{1,15}$/, { error: 'expected digits' })
  .transform(Number)
  .optional();

// Standard Webhooks: 24 to 64 bytes.
const signingSecret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, {
    error: 'expected whsec_ and 24 to 64 bytes in base64',
  })
  .optional();

const text = z.string().optional();

/** The channels by which a deployment reaches people; what has no settings does not exist. */
export const channels = z
  .object({
    SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\//, { error: 'expected smtp://user:password@host:port' })
      .optional(),
    SMTP_FROM: text,
    WECOM_API: base('https://qyapi.weixin.qq.com/'),
    WECOM_CORP_ID: text,
    WECOM_AGENT_ID: agentId,
    WECOM_SECRET: text,
    DINGTALK_API: base('https://oapi.dingtalk.com/'),
    DINGTALK_APP_KEY: text,
    DINGTALK_APP_SECRET: text,
    DINGTALK_AGENT_ID: agentId,
    FEISHU_API: base('https://open.feishu.cn/'),
    KAIGONG_SMS_URL: address('https://sms.park.example/messages').optional(),
    KAIGONG_SMS_SECRET: signingSecret,
    KAIGONG_WEBHOOK_URL: address('https://office.park.example/messages').optional(),
    KAIGONG_WEBHOOK_SECRET: signingSecret,
    KAIGONG_GROUP_ROBOTS: text,
  })
  .transform((env, context): ChannelSettings => {
    const bases = {
      wecom: env.WECOM_API,
      dingtalk: env.DINGTALK_API,
      feishu: env.FEISHU_API,
    };
    return {
      ...apps(env, context),
      ...gateways(env, context),
      robots: groupRobots(env.KAIGONG_GROUP_ROBOTS, bases, context),
    };
  });

interface AppEnvironment {
  SMTP_URL?: string | undefined;
  SMTP_FROM?: string | undefined;
  WECOM_API: string;
  WECOM_CORP_ID?: string | undefined;
  WECOM_AGENT_ID?: number | undefined;
  WECOM_SECRET?: string | undefined;
  DINGTALK_API: string;
  DINGTALK_APP_KEY?: string | undefined;
  DINGTALK_APP_SECRET?: string | undefined;
  DINGTALK_AGENT_ID?: number | undefined;
}

function apps(env: AppEnvironment, context: RefinementCtx): Partial<ChannelSettings> {
  const { SMTP_URL, SMTP_FROM } = env;
  const { WECOM_CORP_ID, WECOM_AGENT_ID, WECOM_SECRET } = env;
  const { DINGTALK_APP_KEY, DINGTALK_APP_SECRET, DINGTALK_AGENT_ID } = env;
  const email = together({ SMTP_URL, SMTP_FROM }, context);
  const wecom = together({ WECOM_CORP_ID, WECOM_AGENT_ID, WECOM_SECRET }, context);
  const dingtalk = together({ DINGTALK_APP_KEY, DINGTALK_APP_SECRET, DINGTALK_AGENT_ID }, context);
  return {
    ...(email && { email: { url: email.SMTP_URL, from: email.SMTP_FROM } }),
    ...(wecom && {
      wecom: {
        base: env.WECOM_API,
        corpId: wecom.WECOM_CORP_ID,
        agentId: wecom.WECOM_AGENT_ID,
        secret: wecom.WECOM_SECRET,
      },
    }),
    ...(dingtalk && {
      dingtalk: {
        base: env.DINGTALK_API,
        appKey: dingtalk.DINGTALK_APP_KEY,
        appSecret: dingtalk.DINGTALK_APP_SECRET,
        agentId: dingtalk.DINGTALK_AGENT_ID,
      },
    }),
  };
}

interface GatewayEnvironment {
  KAIGONG_SMS_URL?: string | undefined;
  KAIGONG_SMS_SECRET?: string | undefined;
  KAIGONG_WEBHOOK_URL?: string | undefined;
  KAIGONG_WEBHOOK_SECRET?: string | undefined;
}

function gateways(env: GatewayEnvironment, context: RefinementCtx): Partial<ChannelSettings> {
  const { KAIGONG_SMS_URL, KAIGONG_SMS_SECRET } = env;
  const { KAIGONG_WEBHOOK_URL, KAIGONG_WEBHOOK_SECRET } = env;
  const sms = together({ KAIGONG_SMS_URL, KAIGONG_SMS_SECRET }, context);
  const webhook = together({ KAIGONG_WEBHOOK_URL, KAIGONG_WEBHOOK_SECRET }, context);
  return {
    ...(sms && { sms: { url: sms.KAIGONG_SMS_URL, secret: sms.KAIGONG_SMS_SECRET } }),
    ...(webhook && {
      webhook: { url: webhook.KAIGONG_WEBHOOK_URL, secret: webhook.KAIGONG_WEBHOOK_SECRET },
    }),
  };
}

type Whole<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Settings that mean something only all at once: all of them, or none; reports those that are missing. */
function together<T extends object>(settings: T, context: RefinementCtx): Whole<T> | undefined {
  const entries = Object.entries(settings);
  const missing = entries.filter(([, value]) => value === undefined).map(([name]) => name);
  // Nothing is missing: each value is what its schema made of it.
  if (missing.length === 0) return settings as Whole<T>;
  if (missing.length === entries.length) return undefined;
  const given = entries.map(([name]) => name).filter((name) => !missing.includes(name));
  for (const name of missing) {
    context.addIssue({ code: 'custom', path: [name], message: `comes with ${given.join(', ')}` });
  }
  return undefined;
}
