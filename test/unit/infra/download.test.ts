import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { diskFull, downloadAll, isDiskFull } from '../../../infra/download.ts';
import { withDirectory } from '../../support/part-context.ts';
import { stackFailure } from '../../support/stack-failure.ts';

const CONTENT = 'a jar, or nearly so';

async function withServer(
  listener: RequestListener,
  use: (address: string) => Promise<void>,
): Promise<void> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`); // TCP: never a string
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const wanted = (address: string) => ({
  url: `${address}/a.jar`,
  file: 'a.jar',
  sha256: createHash('sha256').update(CONTENT).digest('hex'),
  bytes: CONTENT.length,
});

const quiet = () => undefined;

describe('downloadAll', () => {
  it('brings a file whose checksum is right and says how far it is', async () => {
    const progress: string[] = [];
    await withServer(
      (_request, response) => response.end(CONTENT),
      (address) =>
        withDirectory(async (dir) => {
          const paths = await downloadAll([wanted(address)], dir, (text) => progress.push(text));

          expect(paths).toEqual([join(dir, 'a.jar')]);
          expect(await readFile(join(dir, 'a.jar'), 'utf8')).toBe(CONTENT);
          expect(progress).toEqual(['downloading 0.0 MB of 0.0 MB']);
        }),
    );
  });

  it('keeps what is there, and fetches anew what is there in part only', async () => {
    let requests = 0;
    const serve: RequestListener = (_request, response) => {
      requests += 1;
      response.end(CONTENT);
    };
    await withServer(serve, (address) =>
      withDirectory(async (dir) => {
        await writeFile(join(dir, 'a.jar'), CONTENT.slice(0, 5));
        await downloadAll([wanted(address)], dir, quiet);
        await downloadAll([wanted(address)], dir, quiet);

        expect(requests).toBe(1);
        expect(await readFile(join(dir, 'a.jar'), 'utf8')).toBe(CONTENT);
      }),
    );
  });

  it.each<{ what: string; listener: RequestListener; says: string }>([
    {
      what: 'is not what was published',
      listener: (_request, response) => response.end('something else.....'),
      says: 'a.jar arrived broken or altered; it was removed.',
    },
    {
      what: 'is not there',
      listener: (_request, response) => response.writeHead(404).end('no'),
      says: 'could not be reached: 404 Not Found.',
    },
    {
      what: 'breaks off',
      listener: (_request, response) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('a j', () => response.destroy());
      },
      says: 'could not be reached: ',
    },
  ])('leaves no file behind when the download $what', async ({ listener, says }) => {
    await withServer(listener, (address) =>
      withDirectory(async (dir) => {
        const failure = await stackFailure(downloadAll([wanted(address)], dir, quiet));

        expect(failure.what).toContain(says);
        expect(failure.tried[0]).toBe(`downloading ${address}/a.jar`);
        expect(await readdir(dir)).toEqual([]);
      }),
    );
  });

  it('shows both checksums of an altered file', async () => {
    await withServer(
      (_request, response) => response.end('altered'),
      (address) =>
        withDirectory(async (dir) => {
          const { tried } = await stackFailure(downloadAll([wanted(address)], dir, quiet));
          const found = createHash('sha256').update('altered').digest('hex');
          expect(tried[1]).toContain(`expected ${wanted(address).sha256}, got ${found}`);
        }),
    );
  });

  it('names a host that does not answer', async () => {
    await withDirectory(async (dir) => {
      const failure = await stackFailure(downloadAll([wanted('http://127.0.0.1:9')], dir, quiet));
      expect(failure.what).toMatch(/^127\.0\.0\.1:9 could not be reached: /);
    });
  });
});

describe('a full disk', () => {
  it.each([
    { code: 'ENOSPC', full: true },
    { code: 'EDQUOT', full: true },
    { code: 'EACCES', full: false },
  ])('is told by $code: $full', ({ code, full }) => {
    expect(isDiskFull(Object.assign(new Error('write'), { code }))).toBe(full);
  });

  it('is reported with its place and how much to free', () => {
    expect(diskFull('/data').message).toBe(
      'The disk that holds /data is full.\n  to do: Free some space (about 500 MB), then start again.',
    );
  });
});
