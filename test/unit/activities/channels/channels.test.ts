import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SINK_CREDENTIALS } from '../../../../infra/message-sink/credentials.ts';
import { anEnvelope } from '../../../support/an-envelope.ts';
import { until } from '../../../support/temporal-until.ts';
import { aMessageSink, type SinkWithChannels } from '../../../support/message-sink.ts';

const ALL = [
  { name: 'wecom', to: 'liming', received: 'wecom' },
  { name: 'dingtalk', to: 'manager01', received: 'dingtalk' },
  { name: 'email', to: 'li@park.example', received: 'email' },
  { name: 'sms', to: '13800000014', received: 'sms' },
  { name: 'webhook', to: '项目经理-14', received: 'webhook' },
  { name: 'group/park-wecom', to: '', received: 'wecomRobot' },
  { name: 'group/park-dingtalk', to: '', received: 'dingtalkRobot' },
  { name: 'group/park-feishu', to: '', received: 'feishuRobot' },
];
const HTTP = ALL.filter(({ name }) => name !== 'email');
const ROBOTS = ALL.filter(({ name }) => name.startsWith('group/'));

let sink: SinkWithChannels;
beforeEach(async () => {
  sink = await aMessageSink();
});
afterEach(() => sink.close());

const later = () => AbortSignal.timeout(30_000);

function send(name: string, to: string, over = {}, signal = later()) {
  return sink.channel(name).send(anEnvelope(over), to, signal);
}

/** Sends to a platform that takes the message and never answers, and gives up once it has taken it. */
async function sendInVain({ name, to, received }: (typeof ALL)[number]) {
  sink.tell({ channel: received, fault: { kind: 'takeAndHang' } });
  const giveUp = new AbortController();
  const result = send(name, to, {}, giveUp.signal);
  await until(() => sink.messages().length === 1);
  giveUp.abort();
  return result;
}

describe('every channel', () => {
  it.each(ALL)('hands a message over to $name', async ({ name, to, received }) => {
    expect(await send(name, to)).toMatchObject({ state: 'sent' });

    const [message] = sink.messages();
    expect(message).toMatchObject({ channel: received, ...(to !== '' && { to }) });
    expect(`${message?.subject ?? ''}${message?.text ?? ''}`).toMatch(/ZZY-006|施工许可证/);
  });

  it.each(ALL)('says of $name that nothing was delivered when nobody is there', async (one) => {
    await sink.close();

    expect(await send(one.name, one.to)).toMatchObject({ state: 'failed' });
    sink = await aMessageSink();
  });

  it.each(ALL)('sends nothing by $name once it is stopped', async ({ name, to }) => {
    expect(await send(name, to, {}, AbortSignal.abort())).toMatchObject({ state: 'failed' });
    expect(sink.messages()).toEqual([]);
  });

  it('tells no secret in an answer', async () => {
    const answers: string[] = [];
    for (const { name, to } of ALL) answers.push((await send(name, to)).answer);
    await sink.close();
    for (const { name, to } of ALL) answers.push((await send(name, to)).answer);
    sink = await aMessageSink();

    for (const secret of JSON.stringify(SINK_CREDENTIALS).match(/[\w=]{12,}/g) ?? []) {
      expect(answers.join()).not.toContain(secret);
    }
  });
});

describe('a channel over HTTP', () => {
  it.each(HTTP)('comes back to $name after the time that a 429 names', async (one) => {
    const fault = { kind: 'status', status: 429, retryAfterSeconds: 7 } as const;
    sink.tell({ channel: one.received, fault });

    expect(await send(one.name, one.to)).toMatchObject({ state: 'failed', retryAfterMs: 7_000 });
  });

  it.each([
    { status: 500, state: 'failed' },
    { status: 503, state: 'failed' },
    { status: 502, state: 'unknown' },
    { status: 504, state: 'unknown' },
    { status: 302, state: 'refused' },
    { status: 403, state: 'refused' },
  ])('is $state after HTTP $status', async ({ status, state }) => {
    sink.tell({ channel: 'webhook', fault: { kind: 'status', status } });

    expect(await send('webhook', '项目经理-14')).toMatchObject({ state });
  });

  it('does not know what a connection carried that broke', async () => {
    sink.tell({ channel: 'wecom', fault: { kind: 'takeAndBreak' } });

    expect(await send('wecom', 'liming')).toMatchObject({ state: 'unknown' });
  });
});

describe('a repeat after an unknown end', () => {
  it.each(ALL)('arrives once by $name, or is not promised to', async (one) => {
    expect(await sendInVain(one)).toMatchObject({ state: 'unknown' });

    const { name, to } = one;
    const promised = sink.channel(name).repeatableForMs > 0;
    const again = promised ? await send(name, to) : { state: 'sent' };

    expect(again).toMatchObject({ state: 'sent' });
    expect(sink.messages()).toHaveLength(1);
    expect(sink.dropped()).toHaveLength(promised ? 1 : 0);
  });

  it('is promised by WeCom for less than the four hours that it remembers', () => {
    expect(sink.channel('wecom').repeatableForMs).toBeLessThan(4 * 3_600_000);
  });
});

describe('an address', () => {
  it.each([
    { name: 'wecom', to: '@all' },
    { name: 'wecom', to: 'liming|wangfang' },
    { name: 'dingtalk', to: 'manager01,manager02' },
    { name: 'email', to: 'li@park.example, wang@park.example' },
    { name: 'email', to: 'li@park.example\r\nBcc: wang@park.example' },
    { name: 'sms', to: '110' },
    { name: 'wecom', to: 'nobody-here' },
    { name: 'dingtalk', to: 'nobody-here' },
    { name: 'email', to: 'nobody@park.example' },
  ])('is refused by $name when it is not one known person: $to', async ({ name, to }) => {
    expect(await send(name, to)).toMatchObject({ state: 'refused' });
    expect(sink.messages()).toEqual([]);
  });
});

describe('a long message', () => {
  const long = '第一项：取得施工许可证逾期 16 天，"时钟"在审批窗口。\n'.repeat(1_000);
  const most = {
    wecom: 2_048,
    dingtalk: 2_048,
    'group/park-wecom': 4_096,
    'group/park-dingtalk': 15_000,
    'group/park-feishu': 20_000,
  };

  it.each(Object.entries(most))(
    'is cut for %s to %d bytes and keeps its link',
    async (name, bytes) => {
      const result = await send(name, 'liming', { text: long, markdown: long });

      expect(result).toMatchObject({ state: 'sent' });
      const text = sink.messages()[0]?.text ?? '';
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(bytes);
      expect(Buffer.byteLength(text)).toBeGreaterThan(bytes * 0.75);
      expect(text).toMatch(/审批窗口。\n…\nhttp:\/\/127\.0\.0\.1:8700\/act\/abc$/);
    },
  );
});

describe('a robot of a group', () => {
  it.each(ROBOTS)('keeps the rate of $name at its own pace', async ({ name, to }) => {
    for (let message = 1; message <= 25; message += 1) {
      expect(await send(name, to)).toMatchObject({ state: 'sent' });
      sink.wait(sink.channel(name).gapMs);
    }
  });

  it.each([
    { name: 'group/park-wecom', most: 20, retryAfterMs: 60_000 },
    { name: 'group/park-dingtalk', most: 20, retryAfterMs: 600_000 },
    { name: 'group/park-feishu', most: 5, retryAfterMs: 60_000 },
  ])('is asked by $name to wait after $most at once', async ({ name, most, retryAfterMs }) => {
    // One and the same instant for the platform, however slow this machine is.
    sink.hold();
    for (let message = 1; message <= most; message += 1) await send(name, '');

    expect(await send(name, '')).toMatchObject({ state: 'failed', retryAfterMs });
    sink.wait(retryAfterMs);
    expect(await send(name, '')).toMatchObject({ state: 'sent' });
  });

  it.each(['group/park-dingtalk', 'group/park-feishu'])(
    'is refused by %s with a signature of another hour',
    async (name) => {
      sink.wait(2 * 3_600_000);

      expect(await send(name, '')).toMatchObject({ state: 'refused' });
    },
  );
});

describe('an access token', () => {
  it.each(['wecom', 'dingtalk'])('of %s is renewed when it has ended', async (name) => {
    await send(name, 'liming');
    sink.expireTokens();

    expect(await send(name, 'liming', { text: 'two', markdown: 'two' })).toMatchObject({
      state: 'sent',
    });
    expect(sink.messages()).toHaveLength(2);
  });

  it('is not got with a wrong secret, and nothing is sent', async () => {
    const wrong = await aMessageSink({ WECOM_SECRET: 'another', DINGTALK_APP_SECRET: 'another' });

    for (const name of ['wecom', 'dingtalk']) {
      const result = await wrong.channel(name).send(anEnvelope(), 'liming', later());
      expect(result).toMatchObject({ state: 'refused' });
    }
    expect(wrong.messages()).toEqual([]);
    await wrong.close();
  });
});
