import { Client as TemporalClient, Connection } from '@temporalio/client';
import { lstat, mkdir, mkdtemp, readdir, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process'; // PATH and the like, for the servers
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import { Client } from 'pg';
import { isRunning, signal } from '../../../infra/process.ts';
import { plainSteps } from '../../../infra/run-steps.ts';
import { resetStack } from '../../../infra/stack-reset.ts';
import { stackStatus } from '../../../infra/stack-status.ts';
import { stopStack } from '../../../infra/stack-stop.ts';
import { startStack, type Stack } from '../../../infra/stack.ts';

let parent: string;
let dataDir: string;

// Below a directory of ours alone, as a checkout in a home directory is.
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'kaigong-closed-'));
  dataDir = join(parent, 'checkout', '.kaigong');
  await mkdir(dataDir, { recursive: true });
});

afterAll(async () => {
  await resetStack(dataDir);
  await rm(parent, { recursive: true });
});

const ANY = { temporal: 0, temporalUi: null, kafka: 0, postgres: 0 };
const quiet = plainSteps(() => undefined);
const up = () => startStack({ dataDir, env, ports: ANY, durable: false }, quiet);

async function query(stack: Stack, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: stack.addresses.postgres });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

async function withKafka<T>(stack: Stack, use: (kafka: Kafka) => Promise<T>): Promise<T> {
  return use(new Kafka({ brokers: [stack.addresses.kafka ?? ''], logLevel: logLevel.NOTHING }));
}

async function leaveTracks(stack: Stack): Promise<void> {
  await query(stack, 'create table track (said text)');
  await query(stack, `insert into track values ('开工')`);
  await withKafka(stack, async (kafka) => {
    const producer = kafka.producer();
    await producer.connect();
    await producer.send({
      topic: 'site.events',
      messages: [{ key: 'P-1', value: 'x', partition: 0 }],
    });
    await producer.disconnect();
    const admin = kafka.admin();
    await admin.connect();
    const partitions = [{ partition: 0, offset: '1' }];
    await admin.setOffsets({ groupId: 'track', topic: 'site.events', partitions });
    await admin.disconnect();
  });
  await withTemporal(stack, (client) =>
    client.workflow.start('track', { workflowId: 'track/1', taskQueue: 'nobody' }),
  );
}

async function withTemporal<T>(
  stack: Stack,
  use: (client: TemporalClient) => Promise<T>,
): Promise<T> {
  const connection = await Connection.connect({ address: stack.addresses.temporal ?? '' });
  try {
    return await use(new TemporalClient({ connection }));
  } finally {
    await connection.close();
  }
}

async function readTracks(stack: Stack) {
  const rows = await query(stack, 'select said from track');
  const offset = await withKafka(stack, async (kafka) => {
    const admin = kafka.admin();
    await admin.connect();
    const [group] = await admin.fetchOffsets({ groupId: 'track', topics: ['site.events'] });
    const [ends] = (await admin.fetchTopicOffsets('site.events')).filter((p) => p.partition === 0);
    await admin.disconnect();
    const committed = group?.partitions.find(({ partition }) => partition === 0)?.offset;
    return { committed, end: ends?.high };
  });
  const workflow = await withTemporal(stack, (client) =>
    client.workflow.getHandle('track/1').describe(),
  );
  return { rows, offset, workflow: workflow.status.name };
}

const states = async () => (await stackStatus(dataDir)).map(({ state }) => state);

describe('the local stack', () => {
  it('keeps rows, offsets and workflows from one start to the next', async () => {
    const first = await up();
    await leaveTracks(first);
    expect(await states()).toEqual(['up', 'up', 'up']);

    expect(await stopStack(dataDir)).toEqual(['temporal', 'kafka', 'postgres']);
    expect(await states()).toEqual(['down', 'down', 'down']);

    expect(await readTracks(await up())).toEqual({
      rows: [{ said: '开工' }],
      offset: { committed: '1', end: '1' },
      workflow: 'RUNNING',
    });
  });

  it('leaves what runs already alone, and brings up what ended by itself', async () => {
    const before = await up();
    const kafka = before.parts.find(({ name }) => name === 'kafka');
    if (kafka === undefined) throw new Error('Kafka was not started');
    await signal(kafka.process, 'SIGKILL');
    while (await isRunning(kafka.process)) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await states()).toEqual(['up', 'down', 'up']);

    const after = await up();

    expect([...after.alreadyUp].sort()).toEqual(['postgres', 'temporal']);
    expect(after.addresses.postgres).toBe(before.addresses.postgres);
    expect(await readTracks(after)).toMatchObject({ offset: { committed: '1', end: '1' } });
  });

  it('stops only what a start has brought up itself', async () => {
    await stopStack(dataDir, ['temporal']);
    const later = await up();
    expect([...later.alreadyUp].sort()).toEqual(['kafka', 'postgres']);

    await later.stop();

    expect(await states()).toEqual(['down', 'up', 'up']);
  });

  it('removes everything on reset, also data that lies elsewhere for its server', async () => {
    await up();
    const data = join(dataDir, 'postgres');
    const place = (await lstat(data)).isSymbolicLink() ? await readlink(data) : data;

    await resetStack(dataDir);

    await expect(lstat(place)).rejects.toThrow('ENOENT');
    expect(await readdir(join(parent, 'checkout'))).toEqual([]);
    expect(await states()).toEqual(['down', 'down', 'down']);
  });
});
