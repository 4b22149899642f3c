import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { unzip } from '../../../infra/unzip.ts';
import { withDirectory } from '../../support/part-context.ts';

interface Entry {
  name: string;
  content: string;
  deflated?: boolean;
}

/** A zip file of these entries; checksums are left out, since nothing reads them. */
function zip(entries: readonly Entry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, deflated = false } of entries) {
    const packed = deflated ? deflateRawSync(content) : Buffer.from(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    local.writeUInt16LE(4, 28); // an extra field that the directory doesn't have
    files.push(local, Buffer.from(name), Buffer.alloc(4), packed);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(deflated ? 8 : 0, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(offset, 42);
    directory.push(central, Buffer.from(name));
    offset += 30 + name.length + 4 + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}

async function unpacked(entries: readonly Entry[], path: string): Promise<string> {
  return withDirectory(async (dir) => {
    await writeFile(join(dir, 'a.zip'), zip(entries));
    await unzip(join(dir, 'a.zip'), join(dir, 'out'));
    return readFile(join(dir, 'out', path), 'utf8');
  });
}

describe('unzip', () => {
  it.each([
    { how: 'stored', deflated: false },
    { how: 'deflated', deflated: true },
  ])('unpacks a $how file in a directory of its own', async ({ deflated }) => {
    const entries = [
      { name: 'a/', content: '' },
      { name: 'a/first.txt', content: 'first' },
      { name: 'b/second.txt', content: 'the second, the second', deflated },
    ];
    expect(await unpacked(entries, 'b/second.txt')).toBe('the second, the second');
  });

  it.each(['../out-of-it.txt', '/etc/out-of-it.txt', 'a/../../out-of-it.txt'])(
    'refuses %s, which leads out of its directory',
    async (name) => {
      await expect(unpacked([{ name, content: 'x' }], 'x')).rejects.toThrow(
        `${name} leads out of the archive`,
      );
    },
  );

  it('refuses what is not a zip file', async () => {
    await withDirectory(async (dir) => {
      await writeFile(join(dir, 'a.zip'), 'a text that is longer than twenty-two bytes');
      await expect(unzip(join(dir, 'a.zip'), dir)).rejects.toThrow('not a zip file');
    });
  });
});
