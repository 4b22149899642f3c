import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createEmail } from '../../../../activities/channels/email.ts';
import { anEnvelope } from '../../../support/an-envelope.ts';
import { aMessageSink, type SinkWithChannels } from '../../../support/message-sink.ts';

const TO = 'li@park.example';

let sink: SinkWithChannels;
beforeAll(async () => {
  sink = await aMessageSink();
});
afterAll(() => sink.close());
beforeEach(() => {
  sink.clear();
});

const send = (over = {}) =>
  sink.channel('email').send(anEnvelope(over), TO, AbortSignal.timeout(30_000));

/** A mail server that says these lines, each after a line of the client, and then hangs up. */
async function aCurtServer(...lines: string[]): Promise<{ server: Server; url: string }> {
  const server = createServer((socket) => {
    const left = [...lines];
    const say = (): void => {
      const line = left.shift();
      if (line === undefined) socket.destroy();
      else socket.write(`${line}\r\n`);
    };
    socket.on('error', () => undefined);
    socket.on('data', say);
    say();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // `as`: it listens on a port, so its address is neither null nor a path.
  const { port } = server.address() as AddressInfo;
  return { server, url: `smtp://127.0.0.1:${port}` };
}

describe('an e-mail', () => {
  it('comes as text and as a page, in Chinese', async () => {
    await send();

    const { subject, text, html } = anEnvelope();
    expect(sink.messages()).toMatchObject([{ channel: 'email', to: TO, subject, text }]);
    expect(sink.messages()[0]?.html).toContain(html);
  });

  it('has one line of subject, whatever is in it', async () => {
    await send({ subject: '红\r\nBcc: wang@park.example\r\n\r\nmore' });

    expect(sink.messages()).toMatchObject([{ to: TO, text: anEnvelope().text }]);
  });

  it.each([
    { status: 451, state: 'failed', why: 'a grey list' },
    { status: 554, state: 'refused', why: 'a refusal' },
  ])('is $state after $why', async ({ status, state }) => {
    sink.tell({ channel: 'email', fault: { kind: 'status', status } });

    expect(await send()).toMatchObject({ state });
  });

  it.each([
    { when: 'greeting', lines: [], state: 'failed' },
    { when: 'naming the sender', lines: ['220 x', '250 x'], state: 'unknown' },
    {
      when: 'the whole mail was over',
      lines: ['220 x', '250 x', '250 x', '250 x', '354 x'],
      state: 'unknown',
    },
  ])('is $state when the server hangs up at $when', async ({ lines, state }) => {
    const { server, url } = await aCurtServer(...lines);
    const email = createEmail({ url, from: '开工 <kaigong@park.example>' });

    const result = await email.send(anEnvelope(), TO, AbortSignal.timeout(30_000));

    expect(result).toMatchObject({ state });
    server.close();
  });
});
