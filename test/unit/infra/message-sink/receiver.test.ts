import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { anEnvelope } from '../../../support/an-envelope.ts';
import { aMessageSink, type SinkWithChannels } from '../../../support/message-sink.ts';

let sink: SinkWithChannels;
beforeEach(async () => {
  sink = await aMessageSink();
});
afterEach(() => sink.close());

const send = (over = {}) =>
  sink.channel('webhook').send(anEnvelope(over), '项目经理-14', AbortSignal.timeout(30_000));

describe('the page of received messages', () => {
  it('shows what came, with addresses to follow and without the markup of a message', async () => {
    await send({ text: '<script>alert(1)</script> http://127.0.0.1:8700/act/abc"onclick=x' });

    const response = await fetch(sink.url);
    const page = await response.text();

    expect(page).toContain('<a href="http://127.0.0.1:8700/act/abc&quot;onclick=x">');
    expect(page).not.toContain('<script>');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

describe('the receiver', () => {
  const tell = (body: string) => fetch(new URL('/faults', sink.url), { method: 'POST', body });

  it('fails as often as it is told, then works again', async () => {
    const fault = { kind: 'status', status: 500 };
    expect((await tell(JSON.stringify({ channel: 'webhook', fault, times: 2 }))).status).toBe(204);

    const states = [await send(), await send(), await send()].map(({ state }) => state);

    expect(states).toEqual(['failed', 'failed', 'sent']);
  });

  it.each(['', '{"channel":"webhook","fault":{"kind":"sulk"}}'])(
    'refuses a fault that it does not know: %s',
    async (body) => {
      expect((await tell(body)).status).toBe(422);
      expect(await send()).toMatchObject({ state: 'sent' });
    },
  );

  it('takes nothing that is not signed by the secret', async () => {
    const stranger = await aMessageSink({
      KAIGONG_WEBHOOK_SECRET: `whsec_${Buffer.alloc(32).toString('base64')}`,
    });

    const result = await stranger
      .channel('webhook')
      .send(anEnvelope(), '项目经理-14', AbortSignal.timeout(30_000));

    expect(result).toMatchObject({ state: 'refused' });
    expect(stranger.messages()).toEqual([]);
    await stranger.close();
  });
});
