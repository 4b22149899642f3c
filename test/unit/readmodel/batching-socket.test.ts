import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, it } from '@jest/globals';
import { createBatchingSocket } from '../../../readmodel/batching-socket.ts';

const server = createServer();
let ours: Socket;

afterEach(() => {
  ours.destroy();
  server.close();
});

it('sends what is written in one turn at once, and what is written later by itself', async () => {
  const heard: string[] = [];
  server.on('connection', (socket) => {
    socket.on('data', (data) => heard.push(data.toString()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ours = createBatchingSocket();
  let sent = 0;
  // `as`: it listens on a port, so its address is neither null nor a path.
  ours.connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(ours, 'connect');
  const sendAll = ours._writev?.bind(ours);
  ours._writev = (chunks, done) => {
    sent += 1;
    sendAll?.(chunks, done);
  };

  for (const text of ['a', 'b', 'c']) {
    ours.cork();
    ours.write(text);
    ours.write('-');
    ours.uncork();
  }
  await new Promise(setImmediate);
  ours.write('later');
  while (heard.join('') !== 'a-b-c-later') await new Promise(setImmediate);

  expect(sent).toBe(1);
});
