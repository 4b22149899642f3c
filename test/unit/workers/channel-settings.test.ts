import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from '../../../workers/config.ts';

const problemsOf = (env: Record<string, string>): string[] => {
  try {
    readConfig(['channels'], env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

describe('the settings of channels', () => {
  it('make no channel that is not set up', () => {
    expect(readConfig(['channels'], {}).channels).toEqual({ robots: [] });
  });

  it('lead to a private install, whether its address ends in a slash or not', () => {
    const app = { WECOM_CORP_ID: 'ww1', WECOM_AGENT_ID: '7', WECOM_SECRET: 'x' };
    const { channels } = readConfig(['channels'], {
      ...app,
      WECOM_API: 'https://oa.park.example/wx',
    });

    expect(channels.wecom).toEqual({
      base: 'https://oa.park.example/wx/',
      corpId: 'ww1',
      agentId: 7,
      secret: 'x',
    });
  });

  it.each([
    { env: { SMTP_URL: 'smtp://mail' }, names: ['SMTP_FROM'] },
    { env: { WECOM_SECRET: 'hunter2' }, names: ['WECOM_AGENT_ID', 'WECOM_CORP_ID'] },
    { env: { KAIGONG_SMS_URL: 'https://sms.park.example' }, names: ['KAIGONG_SMS_SECRET'] },
    { env: { KAIGONG_WEBHOOK_SECRET: 'hunter2' }, names: ['KAIGONG_WEBHOOK_SECRET'] },
    { env: { KAIGONG_GROUP_ROBOTS: 'hunter2' }, names: ['KAIGONG_GROUP_ROBOTS'] },
    {
      env: {
        KAIGONG_GROUP_ROBOTS:
          '[{"platform":"wecom","name":"a","key":"hunter2"},{"platform":"wecom","name":"a","key":"b"}]',
      },
      names: ['KAIGONG_GROUP_ROBOTS'],
    },
  ])('name what is missing or wrong of $env, and show no secret', ({ env, names }) => {
    const problems = problemsOf(env);

    expect(problems.map((problem) => problem.split(':')[0]).sort()).toEqual(names);
    expect(problems.join()).not.toContain('hunter2');
  });
});
