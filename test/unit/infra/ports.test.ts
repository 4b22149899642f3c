import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { answers, PORT_SETTINGS, takePort } from '../../../infra/ports.ts';
import { stackFailure } from '../../support/stack-failure.ts';

async function withListener(use: (port: number) => Promise<void>): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use((server.address() as AddressInfo).port); // a TCP server's address is never a string
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

describe('takePort', () => {
  it('names a port in use, the process that has it, and the setting that changes it', async () => {
    await withListener(async (port) => {
      const failure = await stackFailure(takePort(port, PORT_SETTINGS.kafka));

      expect(failure.what).toContain(`Port ${port} is in use by `);
      expect(failure.what).toContain(`(process ${process.pid})`);
      expect(failure.todo).toBe('Stop that process, or set KAIGONG_KAFKA_PORT to another port.');
    });
  });

  it('gives the wanted port when it is free, and some free one for 0', async () => {
    const some = await takePort(0);

    expect(some).toBeGreaterThan(0);
    expect(await takePort(some)).toBe(some);
  });
});

describe('answers', () => {
  it('tells a port that listens from one that does not', async () => {
    let closed = 0;
    await withListener(async (port) => {
      closed = port;
      expect(await answers(port)).toBe(true);
    });
    expect(await answers(closed)).toBe(false);
  });
});
