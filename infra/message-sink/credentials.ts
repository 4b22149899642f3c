/** What the local receivers accept: made up, and good for nothing else. */
export const SINK_CREDENTIALS = {
  wecom: { corpId: 'ww-local', agentId: 1000002, secret: 'local-wecom-secret' },
  dingtalk: { appKey: 'ding-local', appSecret: 'local-dingtalk-secret', agentId: 2000002 },
  wecomRobot: { key: 'local-wecom-robot' },
  dingtalkRobot: { token: 'local-dingtalk-robot', secret: 'SEClocal' },
  feishuRobot: { token: 'local-feishu-robot', secret: 'local-feishu-secret' },
  signed: { secret: `whsec_${Buffer.from('a secret of the local receivers').toString('base64')}` },
} as const;
