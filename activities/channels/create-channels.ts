import type { Channel } from './channel.ts';
import { createDingtalkApp, type DingtalkAppSettings } from './dingtalk-app.ts';
import { createDingtalkRobot, type DingtalkRobotSettings } from './dingtalk-robot.ts';
import { createEmail, type EmailSettings } from './email.ts';
import { createFeishuRobot, type FeishuRobotSettings } from './feishu-robot.ts';
import type { SignedPostSettings } from './signed-post.ts';
import { createSms } from './sms.ts';
import { createWebhook } from './webhook.ts';
import { createWecomApp, type WecomAppSettings } from './wecom-app.ts';
import { createWecomRobot, type WecomRobotSettings } from './wecom-robot.ts';

/** A group's robot, on the platform of its group. */
export type RobotSettings =
  | ({ platform: 'wecom' } & WecomRobotSettings)
  | ({ platform: 'dingtalk' } & DingtalkRobotSettings)
  | ({ platform: 'feishu' } & FeishuRobotSettings);

/** What is set up in this park; the rest does not exist. */
export interface ChannelSettings {
  wecom?: WecomAppSettings;
  dingtalk?: DingtalkAppSettings;
  email?: EmailSettings;
  sms?: SignedPostSettings;
  webhook?: SignedPostSettings;
  robots: RobotSettings[];
}

/** The channels of a deployment by name; a process makes them once, as they keep tokens. */
export function createChannels(settings: ChannelSettings): ReadonlyMap<string, Channel> {
  const { wecom, dingtalk, email, sms, webhook, robots } = settings;
  const channels: Channel[] = [
    ...(wecom ? [createWecomApp(wecom)] : []),
    ...(dingtalk ? [createDingtalkApp(dingtalk)] : []),
    ...(email ? [createEmail(email)] : []),
    ...(sms ? [createSms(sms)] : []),
    ...(webhook ? [createWebhook(webhook)] : []),
    ...robots.map(createRobot),
  ];
  return new Map(channels.map((channel) => [channel.name, channel]));
}

function createRobot(robot: RobotSettings): Channel {
  switch (robot.platform) {
    case 'wecom':
      return createWecomRobot(robot);
    case 'dingtalk':
      return createDingtalkRobot(robot);
    case 'feishu':
      return createFeishuRobot(robot);
  }
}
