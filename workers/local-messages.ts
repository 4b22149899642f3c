import {
  settingsOfSink,
  startMessageSink,
  type MessageSink,
} from '../infra/message-sink/start-message-sink.ts';
import { readConfig, type Environment } from './config.ts';

/** Receivers on this machine, and the environment in which an engine sends to them. */
export interface LocalMessages {
  sink: MessageSink;
  environment: Environment;
}

/**
 * Starts local receivers for the channels of the demonstration; what has settings of its own keeps them.
 * The chat platforms go together, as their robots share their addresses.
 */
export async function receiveLocally(env: Environment): Promise<LocalMessages> {
  const sink = await startMessageSink(readConfig(['sink'], env).sink);
  const groups = GROUPS.filter(({ marks }) => !marks.some((name) => isGiven(env, name)));
  const ours = Object.entries(settingsOfSink(sink)).filter(([name]) =>
    groups.some(({ settings }) => settings.test(name)),
  );
  return { sink, environment: { ...env, ...Object.fromEntries(ours) } };
}

/** Which settings belong together, and those that show that somebody has set them up. */
const GROUPS = [
  { marks: ['SMTP_URL'], settings: /^SMTP_/ },
  {
    marks: ['WECOM_CORP_ID', 'DINGTALK_APP_KEY', 'KAIGONG_GROUP_ROBOTS'],
    settings: /^(WECOM|DINGTALK|FEISHU)_|^KAIGONG_GROUP_ROBOTS$/,
  },
  { marks: ['KAIGONG_SMS_URL'], settings: /^KAIGONG_SMS_/ },
  { marks: ['KAIGONG_WEBHOOK_URL'], settings: /^KAIGONG_WEBHOOK_/ },
];

function isGiven(env: Environment, name: string): boolean {
  return [name, `${name}_FILE`].some((setting) => (env[setting] ?? '') !== '');
}
