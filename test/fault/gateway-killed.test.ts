import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { core } from '../../domain/core.ts';
import type { Fact } from '../../domain/fact.ts';
import { decode, encode } from '../../gateway/codec.ts';
import { findSnapshot } from '../../readmodel/snapshots.ts';
import { timelineOf } from '../../readmodel/timeline.ts';
import type { RawCloudEvent } from '../../schemas/cloud-event.ts';
import { definitionsFor } from '../../schemas/definitions.ts';
import { toFact } from '../../schemas/to-fact.ts';
import { createRulebook } from '../../settlement/catalogue.ts';
import { createSettler } from '../../settlement/settle.ts';
import { anEvent, corrected, voided } from '../support/an-event.ts';
import type { TestDatabase } from '../support/database.ts';
import { gatewayEnvironment } from '../support/gateway.ts';
import { spawnGateway, type GatewayProcess } from '../support/gateway-process.ts';
import { openTopics, silent, type TestTopics } from '../support/kafka.ts';
import { openPrivateDatabase } from '../support/private-database.ts';
import { register } from '../support/said.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { until } from '../support/temporal-until.ts';
import { withoutApprovals } from '../support/without-approvals.ts';

const CODES = Array.from({ length: 10 }, (_, index) => `p-${index}`);
const EVENTS = 2_000;
const AT_A_TIME = 50;
const AHEAD = 150;
// Kafka holds a killed member's partitions until its session ends, 10 s later.
const LIMIT_MS = 600_000;
const KILLS = [0.15, 0.5, 0.85].map((share) => Math.round(share * EVENTS));

let stack: TestStack;
let database: TestDatabase;
let topics: TestTopics;
let gateway: GatewayProcess | undefined;
beforeAll(async () => {
  stack = await startTestStack(['kafka', 'postgres']);
  database = await openPrivateDatabase(stack.addresses.postgres, withoutApprovals());
  topics = await openTopics(stack.addresses.kafka);
  const settler = createSettler({
    pool: database.pool,
    rules: createRulebook(),
    clockOffsetMs: 0,
    log: silent,
  });
  for (const code of CODES) await settler.settle(`project/${code}`, { commands: [register(code)] });
});
afterAll(async () => {
  await gateway?.kill();
  await topics.close();
  await database.close();
  await stack.remove();
});

const start = () =>
  spawnGateway(
    gatewayEnvironment({
      database: database.url,
      kafka: stack.addresses.kafka,
      groupId: topics.groupId,
      // Nobody listens there: Temporal isn't needed to know.
      temporal: '127.0.0.1:1',
    }),
  );

/** What the sources say, in an order of arrival that is not that of their times; every tenth twice. */
function story(): RawCloudEvent[] {
  const events: RawCloudEvent[] = [];
  for (let index = 0; index < EVENTS; index += 1) {
    const projectCode = CODES[index % CODES.length] ?? '';
    const minute = (index * 7_919) % 500_000;
    const time = new Date(Date.UTC(2025, 0, 1) + minute * 60_000).toISOString();
    events.push(said(index, projectCode, time, events));
  }
  return events.flatMap((event, index) => (index % 10 === 0 ? [event, event] : [event]));
}

function said(index: number, projectCode: string, time: string, before: RawCloudEvent[]) {
  const id = `e-${index}`;
  const sameProject = before.at(-CODES.length);
  if (index % 97 === 0 && sameProject) return { ...voided(sameProject), id };
  if (index % 89 === 0 && sameProject)
    return { ...corrected(sameProject, { text: 'corrected' }), id };
  if (index % 5 === 0) {
    const data = { projectCode, milestoneCode: 'production', date: time.slice(0, 10) };
    return anEvent('site.milestone.reported.v1', { id, time, data });
  }
  return anEvent('site.update.noted.v1', {
    id,
    time,
    data: { projectCode, text: `update ${index}` },
  });
}

async function appliedEvents(): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    `select count(*) as count from fact where applied_at is not null and type not like 'command.%'`,
  );
  return rows[0]?.count ?? 0;
}

// Never far ahead of the gateway, so that each kill hits it at work.
async function sendInStep(produced: RawCloudEvent[]): Promise<void> {
  for (let sent = 0; sent < produced.length; sent += AT_A_TIME) {
    const mode = sent % (2 * AT_A_TIME) === 0 ? 'binary' : 'structured';
    await topics.send(produced.slice(sent, sent + AT_A_TIME), mode);
    // Every eleventh message is a duplicate and no fact of its own.
    await until(async () => (await appliedEvents()) >= (sent * 10) / 11 - AHEAD);
  }
}

/** What was said of a project, from what was produced; only when it arrived do we ask PostgreSQL. */
async function factsOf(code: string, produced: RawCloudEvent[]): Promise<Fact[]> {
  const { rows } = await database.pool.query<{ key: string; arrivedAt: string }>(
    `select source || ' ' || fact_id as key, body->>'arrivedAt' as "arrivedAt" from fact
     where subject = $1`,
    [`project/${code}`],
  );
  const arrivals = new Map(rows.map(({ key, arrivedAt }) => [key, arrivedAt]));
  const facts = produced.flatMap((raw) => {
    const { key, value, headers } = encode(raw, 'structured');
    const decoded = decode({ key, value, headers });
    if (!decoded.ok) throw new Error(`the test's own event is invalid: ${decoded.detail}`);
    const { source, id, data } = decoded.event;
    const arrivedAt = arrivals.get(`${source} ${id}`) ?? 'never';
    return data.projectCode === code ? [toFact(decoded.event, arrivedAt)] : [];
  });
  return [...new Map(facts.map((fact) => [`${fact.source} ${fact.id}`, fact])).values()];
}

async function registrationOf(code: string): Promise<Fact> {
  const { rows } = await database.pool.query<{ body: Fact }>(
    `select body from fact where subject = $1 and type = 'command.register.v1'`,
    [`project/${code}`],
  );
  const [row] = rows;
  if (!row) throw new Error(`${code} is not registered`);
  return row.body;
}

describe('a gateway that is killed again and again in the middle of a stream', () => {
  it(
    'loses no effect and doubles none',
    async () => {
      const produced = story();
      const sending = sendInStep(produced);
      const appliedAtKill: number[] = [];
      for (const threshold of KILLS) {
        gateway = start();
        await until(async () => (await appliedEvents()) >= threshold);
        await gateway.kill();
        appliedAtKill.push(await appliedEvents());
      }
      gateway = start();
      await sending;
      await until(async () => (await appliedEvents()) === EVENTS);
      await until(async () => (await topics.lag()) === 0);
      expect(await gateway.stop()).toBe(0);

      // Else nothing was interrupted.
      expect(appliedAtKill.at(-1)).toBeLessThan(EVENTS);
      expect(new Set(appliedAtKill).size).toBe(KILLS.length);
      expect(await database.pool.query('select from dead_letter')).toMatchObject({ rowCount: 0 });
      for (const code of CODES) await expectWhatWasProduced(code, produced);
    },
    LIMIT_MS,
  );
});

async function expectWhatWasProduced(code: string, produced: RawCloudEvent[]): Promise<void> {
  const snapshot = await findSnapshot(database.pool, `project/${code}`);
  const facts = [await registrationOf(code), ...(await factsOf(code, produced))];
  expect(facts.filter(({ arrivedAt }) => arrivedAt === 'never')).toEqual([]);
  const dossier = core.fold(facts);
  if (!dossier.registration || !snapshot) throw new Error(`${code} is not known`);
  const definitions = definitionsFor(withoutApprovals(), dossier.registration);
  const expected = core.assess(dossier, definitions, snapshot.assessedAt, { closed: false });
  expect(snapshot.assessment).toEqual(JSON.parse(JSON.stringify(expected)));
  await expectStoryOnce(code);
}

// Each line goes on from where the one before of its kind and object ended: none is missing or twice.
async function expectStoryOnce(code: string): Promise<void> {
  const story = await timelineOf(database.pool, `project/${code}`, { limit: 10_000 });
  const ends = new Map<string, string | null>();
  for (const { kind, object, from, to } of story) {
    if (kind !== 'stageChanged' && kind !== 'colourChanged') continue;
    const line = `${kind} ${object}`;
    if (ends.has(line)) expect([line, from]).toEqual([line, ends.get(line)]);
    ends.set(line, to);
  }
}
