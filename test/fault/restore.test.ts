import { homedir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { GroupInUse, rewindKafka } from '../../gateway/kafka-rewind.ts';
import { removePostgresData } from '../../infra/postgres-data.ts';
import { findPostgresTools } from '../../infra/postgres-tools.ts';
import { output } from '../../infra/process.ts';
import { readParts } from '../../infra/run-records.ts';
import type { Assessment } from '../../domain/assessment.ts';
import { readBacklog } from '../../readmodel/dispatch.ts';
import { readOutboxBacklog } from '../../readmodel/outbox.ts';
import { forgetAllTold } from '../../readmodel/told-projects.ts';
import { TOPICS } from '../../schemas/event.ts';
import {
  registerSamplePark,
  sendHistory,
  untilArrived,
  untilTaken,
} from '../../workers/sample-park.ts';
import { milestoneReported } from '../support/an-event.ts';
import { testPool } from '../support/database.ts';
import { startDemoEngine, type DemoEngine } from '../support/demo-engine.ts';
import { openTopics, silent } from '../support/kafka.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { hear, promised } from '../support/subscriber.ts';
import { until } from '../support/temporal-until.ts';
import { readTopics } from './run/read-topic.ts';

let stack: TestStack;
let engine: DemoEngine;

beforeAll(async () => {
  stack = await startTestStack();
  engine = await startDemoEngine(stack);
  await untilArrived(engine.pool, await sendHistory(engine.sink), () => undefined);
  await registerSamplePark(engine.api.url, () => undefined);
  await untilTaken(engine.pool);
  await untilObeyed();
});
afterAll(async () => {
  await engine.stop();
  await stack.remove();
});

async function untilObeyed(): Promise<void> {
  await until(async () => {
    const { waitingFacts, laggingSubjects } = await readBacklog(engine.pool, 0);
    return waitingFacts === 0 && laggingSubjects === 0;
  });
}

/** All that a person sees: what holds of each project, and what is told of it. */
async function whatHolds() {
  const [projects, alerts] = await Promise.all([
    engine.pool.query('select subject, assessment from snapshot order by subject'),
    engine.pool.query('select alert_id, severity, state from alert order by alert_id'),
  ]);
  return { projects: projects.rows, alerts: alerts.rows };
}

async function openSubjects(): Promise<number> {
  const { rowCount } = await engine.pool.query('select from subject where not closed');
  return rowCount ?? 0;
}

async function runningWorkflows(): Promise<number> {
  const connection = await Connection.connect({ address: stack.addresses.temporal });
  try {
    const query = `WorkflowType in ('project', 'approval') and ExecutionStatus = 'Running'`;
    return (await new Client({ connection }).workflow.count(query)).count;
  } finally {
    await connection.close();
  }
}

async function tools() {
  const cacheDir = join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'kaigong');
  return findPostgresTools({ cacheDir, env, progress: () => undefined });
}

/** Events of after the backup, which only Kafka still has. */
async function sendMore(): Promise<void> {
  const { items } = await engine.client.get<{ items: { code: string }[] }>('/projects', {
    limit: 20,
  });
  const topics = await openTopics(stack.addresses.kafka);
  const count = await factsApplied();
  const events = items.map(({ code }) => milestoneReported({ data: { projectCode: code } }));
  await topics.send(events);
  await topics.close();
  await until(async () => (await factsApplied()) >= count + events.length);
  await untilObeyed();
}

/** Facts that others have said; how often projects and approvals tell each other goes by chance. */
async function factsApplied(): Promise<number> {
  const { rows } = await engine.pool.query<{ count: number }>(
    `select count(*) as count from fact
     where applied_at is not null and source !~ '^/(project|approval)/'`,
  );
  return rows[0]?.count ?? 0;
}

const rewind = (since: Date) =>
  rewindKafka({
    connection: { brokers: [stack.addresses.kafka], ssl: false },
    groupId: engine.config.kafka.groupId,
    topics: TOPICS,
    to: since,
    log: silent,
  });

async function forgetAllToldIn(postgres: string): Promise<void> {
  const pool = testPool(postgres);
  await forgetAllTold(pool).finally(() => pool.end());
}

/** What whoever has read `project.events` from its beginning knows, and of what it was told the whole. */
async function whatSubscribersKnow() {
  const read = await readTopics(stack.addresses.kafka, ['project.events']);
  const events = read.map(({ value, headers, key }) => ({
    ...{ key, headers, type: headers['ce_type'] ?? '' },
    value: Buffer.from(value ?? ''),
  }));
  const codes = [...new Set(events.flatMap(({ key }) => key ?? []))].sort();
  const known = codes.map((code) => {
    const own = events.filter(({ key }) => key === code);
    return [code, hear(own).told] as const;
  });
  const whole = events.filter(({ value }) => String(value).includes('"whole":true'));
  return { known: new Map(known), whole: [...new Set(whole.map(({ key }) => key))].sort() };
}

async function whatTheyShould() {
  const { rows } = await engine.pool.query<{ code: string; assessment: Assessment }>(
    `select assessment->>'code' as code, assessment from snapshot`,
  );
  return new Map(rows.map(({ code, assessment }) => [code, promised(assessment)]));
}

/** Nothing is left of PostgreSQL and Temporal; both are made anew, and empty. */
async function destroy(): Promise<string> {
  await stack.postgres.stop();
  await removePostgresData(stack.dataDir);
  await stack.temporal.stop();
  await stack.deleteTemporalData();
  await stack.temporal.start();
  await stack.postgres.start();
  const part = (await readParts(stack.dataDir)).find(({ name }) => name === 'postgres');
  return part?.address ?? '';
}

describe('a backup of PostgreSQL', () => {
  it('and Kafka bring everything back on new servers, workflows included', async () => {
    const { dump, restore } = await tools();
    const file = join(stack.dataDir, 'kaigong.dump');
    const before = await whatHolds();

    const since = new Date();
    await output(dump, ['--format=custom', `--file=${file}`, stack.addresses.postgres], env);
    await sendMore();
    const held = await whatHolds();
    const open = await openSubjects();
    const facts = await factsApplied();
    expect(held.projects).not.toEqual(before.projects);
    await expect(rewind(since)).rejects.toThrow(GroupInUse);

    const { offsetMs } = engine.config.clock;
    await engine.stop();
    const postgres = await destroy();
    await output(restore, ['--exit-on-error', '--no-owner', `--dbname=${postgres}`, file], env);
    expect(await rewind(since)).toBeGreaterThanOrEqual(20);
    await forgetAllToldIn(postgres);
    engine = await startDemoEngine({ addresses: { ...stack.addresses, postgres } }, offsetMs);

    await until(async () => (await factsApplied()) === facts);
    await until(async () => (await runningWorkflows()) === open);
    await untilObeyed();
    expect(await whatHolds()).toEqual(held);
    await until(async () => (await readOutboxBacklog(engine.pool)).unsent === 0);
    const { known, whole } = await whatSubscribersKnow();
    expect(known).toEqual(await whatTheyShould());
    expect(whole).toEqual([...known.keys()]);
  });
});
