import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RawMessage } from '../../gateway/event-source.ts';
import { findSnapshot } from '../../readmodel/snapshots.ts';
import { createRulebook } from '../../settlement/catalogue.ts';
import { createSettler, type Settler } from '../../settlement/settle.ts';
import { anEvent } from '../support/an-event.ts';
import type { TestDatabase } from '../support/database.ts';
import { gatewayEnvironment } from '../support/gateway.ts';
import { spawnGateway, type GatewayProcess } from '../support/gateway-process.ts';
import { holdUp, layHoldPoints } from '../support/hold.ts';
import { readTopics, type KafkaReader } from '../support/kafka-reader.ts';
import { openTopics, silent, type TestTopics } from '../support/kafka.ts';
import { openPrivateDatabase } from '../support/private-database.ts';
import { forecast, register } from '../support/said.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { changesIn, foldChanges, promised } from '../support/subscriber.ts';
import { until } from '../support/temporal-until.ts';

const CODES = ['p-0', 'p-1', 'p-2', 'p-3'];
const ROUNDS = 40;

let stack: TestStack;
let database: TestDatabase;
let topics: TestTopics;
let reader: KafkaReader;
let settler: Settler;
const gateways: GatewayProcess[] = [];
beforeAll(async () => {
  stack = await startTestStack(['kafka', 'postgres']);
  database = await openPrivateDatabase(stack.addresses.postgres);
  await layHoldPoints(database.pool);
  topics = await openTopics(stack.addresses.kafka);
  reader = readTopics(stack.addresses.kafka, ['project.events', 'site.events.dlq']);
  const { pool } = database;
  settler = createSettler({ pool, rules: createRulebook(), clockOffsetMs: 0, log: silent });
  for (const code of CODES) await settler.settle(`project/${code}`, { commands: [register(code)] });
});
afterAll(async () => {
  for (const gateway of gateways) await gateway.kill();
  await reader.close();
  await topics.close();
  await database.close();
  await stack.remove();
});

function start(): GatewayProcess {
  const gateway = spawnGateway(
    gatewayEnvironment({
      database: database.url,
      kafka: stack.addresses.kafka,
      groupId: topics.groupId,
      // Nobody listens there: Temporal isn't needed to tell.
      temporal: '127.0.0.1:1',
    }),
  );
  gateways.push(gateway);
  return gateway;
}

const headerOf = ({ headers }: RawMessage, name: string) => headers[name]?.toString() ?? '';
const eventsOf = (code: string) =>
  reader.messages.filter(
    ({ topic, key }) => topic === 'project.events' && key?.toString() === code,
  );

async function rowsOf(code: string): Promise<string[]> {
  const { rows } = await database.pool.query<{ event_id: string }>(
    "select event_id from outbox where topic = 'project.events' and key = $1 order by id",
    [code],
  );
  return rows.map(({ event_id }) => event_id);
}
async function firstRowOf(code: string): Promise<string> {
  const { rows } = await database.pool.query<{ id: string }>(
    "select min(id) as id from outbox where topic = 'project.events' and key = $1",
    [code],
  );
  return rows[0]?.id ?? '';
}
async function unsent(): Promise<number> {
  const { rowCount } = await database.pool.query('select from outbox where sent_at is null');
  return rowCount ?? 0;
}

/** A subscriber's view: each event once, however often it came. */
function heard(code: string): RawMessage[] {
  return [...new Map(eventsOf(code).map((one) => [headerOf(one, 'ce_id'), one])).values()];
}

async function expectAllTold(): Promise<void> {
  await until(async () => (await unsent()) === 0);
  for (const code of CODES) {
    const rows = await rowsOf(code);
    await until(() => heard(code).length >= rows.length);
    expect(heard(code).map((one) => headerOf(one, 'ce_id'))).toEqual(rows);
    expect(heard(code).map((one) => headerOf(one, 'ce_sequence'))).toEqual(
      rows.map((_, nth) => String(nth + 1)),
    );
    const changes = heard(code).flatMap((one) =>
      changesIn({ type: headerOf(one, 'ce_type'), value: one.value }),
    );
    const snapshot = await findSnapshot(database.pool, `project/${code}`);
    expect(foldChanges(changes)).toEqual(snapshot && promised(snapshot.assessment));
  }
}

describe('a gateway that is killed while it tells other systems', () => {
  it('has told all of it, in order and under the same ids, when another goes on', async () => {
    const first = start();
    const hold = await holdUp(database.pool, 'marking', await firstRowOf('p-0'));
    await hold.arrived();
    await until(() => eventsOf('p-0').length > 0);
    await first.kill();
    await hold.undo();
    expect(await unsent()).toBeGreaterThan(0);

    const second = start();
    await expectAllTold();

    // Else it was not killed between sending and marking.
    expect(eventsOf('p-0').length).toBeGreaterThan(heard('p-0').length);
    await tellWhileKilled(second);
    await expectAllTold();
  });

  it('sends what nobody can read on to its dead-letter topic, as it came', async () => {
    start();
    await topics.sink.publish([{ topic: 'site.events', key: 'p-0', value: '{"broken' }]);

    const isDead = ({ topic }: RawMessage) => topic === 'site.events.dlq';
    await until(() => reader.messages.some(isDead));
    const dead = reader.messages.find(isDead);
    expect(dead?.value?.toString()).toBe('{"broken');
    expect(dead && headerOf(dead, 'x-dlq-reason')).toBe('not-json');
  });
});

/** Lets projects change again and again, by events and by people, while the one that sends is killed. */
async function tellWhileKilled(leader: GatewayProcess): Promise<void> {
  const other = start();
  for (let round = 0; round < ROUNDS; round += 1) {
    const day = `2026-0${1 + (round % 9)}-15`;
    await Promise.all(CODES.map((code) => changePlanOf(code, round, day)));
    if (round === ROUNDS / 4) await leader.kill();
    if (round === ROUNDS / 2) {
      start();
      await other.kill();
    }
  }
  await until(async () => (await applied()) === ROUNDS * CODES.length);
}

async function changePlanOf(code: string, round: number, day: string): Promise<void> {
  const data = { projectCode: code, milestoneCode: 'production', date: day, reporterRole: 'team' };
  const id = `${code}-${round}`;
  await topics.send([
    anEvent('site.milestone.reported.v1', { id, time: `${day}T10:00:00Z`, data }),
  ]);
  await settler.settle(`project/${code}`, {
    commands: [forecast(`f-${code}-${round}`, { date: `2027-0${1 + (round % 9)}-01` })],
  });
}

async function applied(): Promise<number> {
  const { rowCount } = await database.pool.query(
    `select from fact where applied_at is not null and type = 'site.milestone.reported.v1'`,
  );
  return rowCount ?? 0;
}
