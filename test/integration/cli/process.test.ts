import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page, ProjectDetail, TimelineItem } from '../../../api/responses.ts';
import { createKafkaSource } from '../../../gateway/kafka-source.ts';
import { argumentsOf } from '../../support/engine-program.ts';
import { createTestApi, type TestApi } from '../../support/api.ts';
import { openTopics, silent, type TestTopics } from '../../support/kafka.ts';
import { sharedStack } from '../../support/stack.ts';
import { until } from '../../support/temporal-until.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

let api: TestApi;
let directory: string;
beforeAll(async () => {
  api = await createTestApi();
  directory = mkdtempSync(join(tmpdir(), 'kaigong-process-'));
  await api.register({ code: 'K-1' });
});
afterAll(async () => {
  await api.close();
  rmSync(directory, { recursive: true });
});

interface Ended {
  code: number;
  out: string;
  err: string;
}

/** Runs the program as a process of its own, with no local stack to be found. */
function kaigong(args: string, settings: Record<string, string> = {}): Promise<Ended> {
  const argv = [...argumentsOf('kaigong'), ...args.split(' ')];
  const environment = { ...env, KAIGONG_DATA_DIR: directory, ...settings };
  return new Promise((resolve) => {
    execFile(process.execPath, argv, { cwd: ROOT, env: environment }, (error, out, err) => {
      resolve({ code: Number(error?.code ?? 0), out, err });
    });
  });
}

describe('the process kaigong', () => {
  it.each([
    ['calendar due --from 2026-02-13 --working-days 5', 0, '2026-02-27\n'],
    ['--version', 0, '0.1.0\n'],
    ['calendar due --from never --working-days 5', 2, ''],
    ['dance', 2, ''],
    ['project list --api http://127.0.0.1:1', 1, ''],
  ])('%s ends with %i', async (args, code, out) => {
    expect(await kaigong(args)).toMatchObject({ code, out });
  });

  it('calls a faulty setting wrong usage', async () => {
    const { code, err } = await kaigong('project list', { KAIGONG_API: 'nowhere' });

    expect(code).toBe(2);
    expect(err).toContain('KAIGONG_API: expected something like http://127.0.0.1:8700');
  });

  it('says what to do without a database', async () => {
    const { code, err } = await kaigong('readmodel rebuild', { DATABASE_URL: '' });

    expect(code).toBe(2);
    expect(err).toContain('kaigong stack up');
  });

  it('says so when PostgreSQL does not answer', async () => {
    const away = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };

    const { code, err } = await kaigong('readmodel rebuild', away);

    expect(code).toBe(1);
    expect(err).toContain('PostgreSQL does not answer');
  });
});

describe('kaigong readmodel', () => {
  const settings = () => ({
    DATABASE_URL: api.databaseUrl,
    KAIGONG_CLOCK_OFFSET_MS: String(api.deps.clockOffsetMs),
  });

  it('has nothing to migrate in a database that fits', async () => {
    expect(await kaigong('readmodel migrate', settings())).toMatchObject({
      code: 0,
      out: 'Nothing to do.\n',
    });
  });

  it('makes snapshots and timeline anew, and says how far it has come', async () => {
    const before = (await api.get('/projects/K-1')).json<ProjectDetail>();
    await api.pool.query('delete from snapshot');
    await api.pool.query('delete from timeline');

    const { code, out, err } = await kaigong('readmodel rebuild', settings());

    expect({ code, out, err }).toEqual({
      code: 0,
      out: 'Rebuilt 2 projects and approvals.\n',
      err: '[1/2] approval/K-1\n[2/2] project/K-1\n',
    });
    const after = (await api.get('/projects/K-1')).json<ProjectDetail>();
    expect(after.assessment).toEqual(before.assessment);
    const story = (await api.get('/projects/K-1/timeline')).json<Page<TimelineItem>>();
    expect(new Set(story.items.map(({ cause }) => cause))).toEqual(new Set(['REBUILD']));
  });
});

describe('kaigong readmodel rewind', () => {
  const groupId = `rewound-${randomUUID()}`;
  const topic = 'site.events';
  const settings = () => ({
    DATABASE_URL: api.databaseUrl,
    KAFKA_BROKERS: sharedStack().kafka,
    KAFKA_GROUP_ID: groupId,
  });
  let topics: TestTopics;
  beforeAll(async () => {
    topics = await openTopics(sharedStack().kafka);
  });
  afterAll(() => topics.close());

  const send = (value: string) => topics.sink.publish([{ topic, key: groupId, value }]);
  /** Where the group stands, summed over the partitions. */
  async function position(): Promise<number> {
    const [of] = await topics.admin.fetchOffsets({ groupId, topics: [topic] });
    return (of?.partitions ?? []).reduce((sum, { offset }) => sum + Number(offset), 0);
  }
  const told = async () => {
    const { rows } = await api.pool.query<{ state: unknown }>('select state from told_project');
    return rows.map(({ state }) => state);
  };

  it('sets the gateways back to what came since, and has every project told anew', async () => {
    await send('heard before the backup');
    const since = new Date(Date.now() + 1);
    await until(() => Date.now() >= since.getTime());
    await send('heard after it');
    await send('and this');
    const ends = await topics.admin.fetchTopicOffsets(topic);
    const partitions = ends.map(({ partition, high }) => ({ partition, offset: high }));
    await topics.admin.setOffsets({ groupId, topic, partitions });
    const before = await position();
    expect(await told()).toEqual([expect.anything()]);

    const { code, out } = await kaigong(
      `readmodel rewind --since ${since.toISOString()}`,
      settings(),
    );

    expect({ code, out }).toEqual({ code: 0, out: '2 messages will be read again.\n' });
    expect(await position()).toBe(before - 2);
    expect(await told()).toEqual([null]);
  });

  it('is refused while a gateway reads, and moves nothing', async () => {
    const connection = { brokers: [sharedStack().kafka], ssl: false };
    const source = createKafkaSource({ connection, groupId, topics: [topic], log: silent });
    const reading = source.run(() => Promise.resolve({ pauseMs: 60_000 }));
    await until(async () => {
      const { groups } = await topics.admin.describeGroups([groupId]);
      return groups.some(({ members }) => members.length > 0);
    });
    const before = await position();

    const { code, err } = await kaigong('readmodel rewind --since 2026-01-01', settings());

    expect(code).toBe(1);
    expect(err).toContain('stop every gateway first');
    expect(await position()).toBe(before);
    await source.stop(10_000);
    await reading;
  });
});
