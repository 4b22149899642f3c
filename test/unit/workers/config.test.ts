import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import { ConfigError, givenAddresses, readConfig, type Part } from '../../../workers/config.ts';
import { FROM_FILE, PARTS } from '../../../workers/settings.ts';

const EVERY_PART = Object.keys(PARTS) as Part[];
const ADDRESSES = {
  TEMPORAL_ADDRESS: 'temporal.park.cn:7233',
  KAFKA_BROKERS: 'one:9092, two:9092',
  DATABASE_URL: 'postgres://kaigong:secret@db/kaigong',
};

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'kaigong-config-'));
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

function problemsOf(parts: readonly Part[], env: Record<string, string>): string[] {
  try {
    readConfig(parts, env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('readConfig', () => {
  it('needs nothing but the addresses', () => {
    const config = readConfig(EVERY_PART, ADDRESSES);

    expect(config.temporal).toEqual({
      namespace: 'default',
      connection: { address: 'temporal.park.cn:7233' },
    });
    expect(config.kafka).toEqual({
      connection: { brokers: ['one:9092', 'two:9092'], ssl: false },
      groupId: 'kaigong-gateway',
    });
    expect(config.database).toMatchObject({ url: ADDRESSES.DATABASE_URL, poolSize: 10 });
    expect(config.api).toEqual({ host: '127.0.0.1', port: 8700 });
    expect(config.clock).toEqual({ offsetMs: 0 });
  });

  it('asks only for what the named parts need', () => {
    expect(readConfig(['api', 'logging'], { KAIGONG_API_PORT: '0' })).toEqual({
      api: { host: '127.0.0.1', port: 0 },
      logging: { level: 'info', format: 'json' },
    });
  });

  it('names every fault at once, and shows no value', () => {
    const problems = problemsOf(EVERY_PART, {
      DATABASE_URL: 'mysql://root:hunter2@db',
      KAFKA_BROKERS: 'broker',
      LOG_LEVEL: 'loud',
      KAIGONG_WORKER_ACTIVITIES: '0',
    });

    expect(problems.map((problem) => problem.split(':')[0]).sort()).toEqual([
      'DATABASE_URL',
      'KAFKA_BROKERS',
      'KAIGONG_WORKER_ACTIVITIES',
      'LOG_LEVEL',
      'TEMPORAL_ADDRESS',
    ]);
    expect(problems.join()).not.toContain('hunter2');
  });

  it('keeps the API on loopback unless people sign in', () => {
    expect(readConfig(['api'], { KAIGONG_API_HOST: '::1' }).api.host).toBe('::1');
    expect(problemsOf(['api'], { KAIGONG_API_HOST: '0.0.0.0' })).toEqual([
      expect.stringContaining('KAIGONG_API_HOST: expected 127.0.0.1, ::1 or localhost'),
    ]);
    for (const signIn of [
      { KAIGONG_OIDC_ISSUER: 'https://login.park.cn' },
      { KAIGONG_LOCAL_ISSUER: 'true' },
    ]) {
      const { api } = readConfig(['api'], { KAIGONG_API_HOST: '0.0.0.0', ...signIn });
      expect(api.host).toBe('0.0.0.0');
    }
  });

  it('counts an empty variable as unset', () => {
    expect(readConfig(['api'], { KAIGONG_API_PORT: '' }).api.port).toBe(8700);
  });

  it('reads a secret from the file that NAME_FILE points to', () => {
    const path = join(directory, 'url');
    writeFileSync(path, 'postgres://from-file/kaigong\n');

    const { database } = readConfig(['database'], { DATABASE_URL_FILE: path });

    expect(database.url).toBe('postgres://from-file/kaigong');
  });

  it.each([
    {
      why: 'the issuer of sign-in speaks without TLS from another machine',
      env: { ...ADDRESSES, KAIGONG_OIDC_ISSUER: 'http://login.park.cn' },
      fault: 'KAIGONG_OIDC_ISSUER',
    },
    {
      why: 'there are two issuers',
      env: {
        ...ADDRESSES,
        KAIGONG_OIDC_ISSUER: 'https://login.park.cn',
        KAIGONG_LOCAL_ISSUER: 'true',
      },
      fault: 'KAIGONG_LOCAL_ISSUER',
    },
    {
      why: 'people would sign in from other machines without TLS',
      env: { ...ADDRESSES, KAIGONG_LOCAL_ISSUER: 'true', KAIGONG_LINK_BASE: 'http://park.cn' },
      fault: 'KAIGONG_LINK_BASE',
    },
    {
      why: 'a secret and its file are both given',
      env: { ...ADDRESSES, DATABASE_URL_FILE: '/nowhere' },
      fault: 'DATABASE_URL',
    },
    {
      why: 'the file of a secret is missing',
      env: { ...ADDRESSES, KAFKA_SASL_PASSWORD_FILE: '/nowhere/password' },
      fault: 'KAFKA_SASL_PASSWORD_FILE',
    },
    {
      why: 'a password comes without a user',
      env: { ...ADDRESSES, KAFKA_SASL_PASSWORD: 'x' },
      fault: 'KAFKA_SASL_MECHANISM',
    },
    {
      why: 'a client certificate comes without its key',
      env: { ...ADDRESSES, KAFKA_SSL: 'true', KAFKA_SSL_CERT: 'pem' },
      fault: 'KAFKA_SSL_CERT',
    },
    {
      why: 'certificates are given while TLS is off',
      env: { ...ADDRESSES, KAFKA_SSL_CA: 'pem' },
      fault: 'KAFKA_SSL',
    },
    {
      why: 'a certificate of Temporal can not be read',
      env: { ...ADDRESSES, TEMPORAL_TLS_SERVER_CA_CERT_PATH: '/nowhere/ca.pem' },
      fault: 'TEMPORAL_[A-Z_]+',
    },
  ])('refuses when $why', ({ env, fault }) => {
    expect(problemsOf(EVERY_PART, env)).toEqual([expect.stringMatching(`^${fault}: `)]);
  });

  it('turns TLS on with a Temporal API key', () => {
    const { temporal } = readConfig(['temporal'], { ...ADDRESSES, TEMPORAL_API_KEY: 'key' });

    expect(temporal.connection).toMatchObject({ tls: true, apiKey: 'key' });
  });

  it('signs in to Kafka over TLS', () => {
    const { kafka } = readConfig(['kafka'], {
      ...ADDRESSES,
      KAFKA_SSL: 'true',
      KAFKA_SSL_CA: 'pem',
      KAFKA_SASL_MECHANISM: 'scram-sha-512',
      KAFKA_SASL_USERNAME: 'kaigong',
      KAFKA_SASL_PASSWORD: 'secret',
    });

    expect(kafka.connection).toMatchObject({
      ssl: { ca: 'pem' },
      sasl: { mechanism: 'scram-sha-512', username: 'kaigong', password: 'secret' },
    });
  });
});

describe('givenAddresses', () => {
  it('tells which parts of the stack exist already', () => {
    expect(givenAddresses({ KAFKA_BROKERS: 'one:9092', DATABASE_URL: '' })).toEqual({
      kafka: 'one:9092',
    });
  });
});

describe('.env.example', () => {
  const text = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8');
  const listed = [...text.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => ({
    name,
    value,
  }));

  it('lists exactly the settings that exist', () => {
    const settings = new Set(EVERY_PART.flatMap((part) => Object.keys(PARTS[part].in.shape)));

    expect(listed.map(({ name }) => name).sort()).toEqual([...settings].sort());
  });

  it('shows the defaults', () => {
    const asShown = Object.fromEntries(listed.map(({ name, value }) => [name, value]));

    expect(readConfig(EVERY_PART, { ...asShown, ...ADDRESSES })).toEqual(
      readConfig(EVERY_PART, ADDRESSES),
    );
  });

  it.each(EVERY_PART)('leaves no default of %s out', (part) => {
    const withDefault = Object.entries<z.ZodType>(PARTS[part].in.shape)
      .filter(([, schema]) => schema.safeParse(undefined).data !== undefined)
      .map(([name]) => name);

    const shown = listed.filter(({ value }) => value !== '').map(({ name }) => name);
    expect(shown).toEqual(expect.arrayContaining(withDefault));
  });

  it('marks the settings that may stand in a file', () => {
    expect(listed.map(({ name }) => name)).toEqual(expect.arrayContaining([...FROM_FILE]));
  });
});
