import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { core } from '../../domain/core.ts';
import type { FactOf } from '../../domain/fact.ts';
import { dayOf, fromMillis, toMillis } from '../../domain/time.ts';
import { findApprovalSnapshot } from '../../readmodel/approval-snapshots.ts';
import { findSnapshot } from '../../readmodel/snapshots.ts';
import { approvalSubject, projectSubject } from '../../readmodel/subject-id.ts';
import { timelineOf } from '../../readmodel/timeline.ts';
import { listOpenWorkflows } from '../../gateway/open-workflows.ts';
import { approvalDefinitionsFor } from '../../schemas/definitions.ts';
import { TYPE_PREFIX } from '../../schemas/event.ts';
import { catalogue } from '../support/a-project.ts';
import { gatewayEnvironment } from '../support/gateway.ts';
import { readTopics, type KafkaReader } from '../support/kafka-reader.ts';
import { openTopics, type TestTopics } from '../support/kafka.ts';
import { register } from '../support/said.ts';
import { spawnService, type ServiceProcess } from '../support/service-process.ts';
import { createSettleBench, type SettleBench } from '../support/settle-bench.ts';
import { sharedStack } from '../support/stack.ts';
import { createNamespace, type TestNamespace } from '../support/temporal-namespace.ts';
import { until } from '../support/temporal-until.ts';
import { spawnWorker, type WorkerProcess } from '../support/worker-process.ts';
import { createDelivery } from './authority/delivery.ts';
import { foldProduced } from './authority/fold-produced.ts';
import { createOffices } from './authority/offices.ts';
import { afterGate } from './authority/site.ts';
import { createChance } from './oracle/seeded.ts';

// Another number is another year of other offices; the same one repeats it.
const SEED = 1;
const LIMIT_MS = 600_000;

/**
 * The park signs on the first day and nobody is asked; the engine's clock then stands seventeen months
 * later, and the offices tell it step by step of that time, each step dated after all that it rests
 * on. So everything that happens is in the past of the clock, as after a long outage, and no
 * test has to wait for a day to pass.
 */
const SIGNED = '2025-01-06T02:00:00.000Z';
const TODAY = '2026-06-01T02:00:00.000Z';

const RUN = randomUUID().slice(0, 6);
const CODES = Array.from({ length: 24 }, (_, nth) => `AP${RUN}-${nth + 1}`);
const SUBJECTS = CODES.flatMap((code) => [projectSubject(code), approvalSubject(code, 1)]);

/** How many items are open when the worker dies: early on, and in the middle. */
const KILLS = [60, 420];

let temporal: TestNamespace;
let bench: SettleBench;
let topics: TestTopics;
let reader: KafkaReader;
let worker: WorkerProcess;
let environment: Record<string, string>;
const services: ServiceProcess[] = [];
beforeAll(async () => {
  const { kafka, temporal: address } = sharedStack();
  [temporal, bench] = await Promise.all([createNamespace(address), createSettleBench(core)]);
  topics = await openTopics(kafka);
  reader = readTopics(kafka, ['approval.requests']);
  environment = {
    ...gatewayEnvironment({
      ...{ database: bench.url, kafka, temporal: address },
      ...{ groupId: temporal.namespace, namespace: temporal.namespace },
    }),
    KAIGONG_CLOCK_OFFSET_MS: String(toMillis(TODAY) - Date.now()),
  };
}, LIMIT_MS);
afterAll(async () => {
  await worker.kill();
  for (const service of services) {
    service.terminate();
    await service.exitCode();
  }
  await reader.close();
  await topics.close();
  await temporal.close();
  await bench.close();
}, LIMIT_MS);

const { template } = approvalDefinitionsFor(catalogue, { id: 'G', version: null });
const offices = createOffices(CODES, { template, seed: SEED });
const delivery = createDelivery(createChance(SEED, 'delivery'));

/** Signed long ago, with dates that are far away, so that the approvals alone are the matter. */
async function sign(): Promise<void> {
  const settler = bench.settlerWith(core, toMillis(SIGNED) - Date.now());
  const on = dayOf(SIGNED);
  const milestones = [
    { code: 'signed', planned: on, actual: on },
    { code: 'production', planned: '2035-01-01' },
    // What ends it is far away: production alone does not.
    { code: 'fullOutput', planned: '2036-01-01' },
  ];
  for (const [code, { book }] of offices.authorities) {
    const registration = register(code, { milestones, traits: book.traits });
    await settler.settle(projectSubject(code), { commands: [registration] });
  }
}

/** Answers whatever the engine asks until every item is done and told. */
async function work(): Promise<void> {
  let read = 0;
  while (!offices.areDone() || delivery.isHolding()) {
    await until(() => reader.messages.length > read || delivery.isHolding());
    const messages = reader.messages.slice(read);
    read += messages.length;
    const events = delivery.take(messages.flatMap((message) => offices.hear(message)));
    if (events.length > 0) await topics.send(events);
  }
}

/** Subjects whose workflow has something to do. */
async function lagging(): Promise<number> {
  const { rowCount } = await bench.pool.query(
    'select from subject where obeyed_revision < decided_revision',
  );
  return rowCount ?? 0;
}

// The gateway hears on these topics what other tests send, too.
async function isAtRest(): Promise<boolean> {
  const { rowCount } = await bench.pool.query(
    'select from fact where applied_at is null and subject = any($1)',
    [SUBJECTS],
  );
  return rowCount === 0 && (await lagging()) === 0;
}

/** Kills the worker when so many items were opened, and starts another once it is missed. */
async function killTwice(): Promise<void> {
  for (const items of KILLS) {
    await until(() => offices.opened.length >= items);
    expect(await worker.kill()).toBe('SIGKILL');
    await until(async () => (await lagging()) > 0);
    worker = await spawnWorker(environment);
  }
}

/** What the offices put in the way, each kind once. */
function hindrancesSaid(): string[] {
  const said = delivery.produced.map(({ type, data }) => {
    // `as`: every event of an office has data.
    const { opinion, decision } = data as { opinion?: string; decision?: string };
    return [String(type).slice(TYPE_PREFIX.length), opinion ?? decision ?? []].flat().join(' ');
  });
  return [...new Set(said)];
}
const HINDRANCES = [
  'permit.application.correction_requested.v1',
  'permit.application.not_accepted.v1',
  'permit.application.withdrawn.v1',
  'permit.clock.suspended.v1',
  'permit.decision.made.v1 rejected',
  'permit.opinion.given.v1 disagree',
];

/** Each gate: the days on which it was said to open, and when by the offices' books it could open first. */
async function gatesOf(code: string) {
  const story = await timelineOf(bench.pool, approvalSubject(code, 1), { limit: 10_000 });
  const { book } = authorityOf(code);
  return template.gates.map(({ milestone }) => {
    const lines = story.filter(
      ({ kind, object }) => GATE_LINES.includes(kind) && object === milestone,
    );
    const told = lines.map(({ kind, to }) => (kind === 'gateOpened' ? (to ?? '') : kind));
    return { milestone, told, due: dayOf(fromMillis(afterGate(milestone, book, template) ?? NaN)) };
  });
}
const GATE_LINES: readonly string[] = ['gateOpened', 'gateClosed'];

function authorityOf(code: string) {
  const authority = offices.authorities.get(code);
  if (!authority) throw new Error(`${code} has no offices`);
  return authority;
}

/** Each item that was opened, and its tries: the first, and one after each that failed. */
function triesDue(): string[] {
  return CODES.flatMap((code) => {
    const { book, failures } = authorityOf(code);
    // Opinions are asked for, not applied for.
    const applied = [...book.done.keys()].filter((id) => book.items.get(id)?.kind !== 'opinion');
    return applied.flatMap((id) =>
      Array.from({ length: 1 + (failures.get(id) ?? 0) }, (_, nth) => `${code} ${id} ${nth + 1}`),
    );
  });
}

async function registrationOf(code: string) {
  const { rows } = await bench.pool.query<{ body: FactOf<'command.register.v1'> }>(
    `select body from fact where subject = $1 and type = 'command.register.v1'`,
    [projectSubject(code)],
  );
  const [row] = rows;
  if (!row) throw new Error(`${code} is not registered`);
  return row.body;
}

async function expectFoldOfProduced(code: string): Promise<void> {
  const snapshot = await findApprovalSnapshot(bench.pool, approvalSubject(code, 1));
  const project = await findSnapshot(bench.pool, projectSubject(code));
  if (!snapshot || !project) throw new Error(`${code} has not been looked at`);
  const produced = { code, registration: await registrationOf(code), events: delivery.produced };
  const looked = { project: project.assessedAt, approval: snapshot.assessedAt };
  const expected: unknown = JSON.parse(JSON.stringify(foldProduced(produced, looked)));
  expect(snapshot.assessment).toEqual(expected);
  expect(snapshot.assessment.complete).toBe(true);
}

describe(`24 approvals with offices that correct, stop, veto and are silent (seed ${SEED})`, () => {
  it(
    'all complete while the worker is killed twice: each gate and each item opens once, and none early',
    async () => {
      await sign();
      const [api] = await Promise.all([
        spawnService('api', environment),
        spawnService('gateway', environment).then((gateway) => services.push(gateway)),
        spawnWorker(environment).then((started) => (worker = started)),
      ]);
      services.push(api);
      await Promise.all([work(), killTwice()]);
      await until(isAtRest);

      expect(hindrancesSaid()).toEqual(expect.arrayContaining(HINDRANCES));
      expect(CODES.flatMap((code) => authorityOf(code).early)).toEqual([]);
      expect([...offices.opened].sort()).toEqual(triesDue().sort());
      for (const code of CODES) {
        for (const { milestone, told, due } of await gatesOf(code)) {
          expect([code, milestone, told]).toEqual([code, milestone, [expect.any(String)]]);
          // Later where the second of two ways became known first.
          expect(String(told[0]) >= due).toBe(true);
        }
        await expectFoldOfProduced(code);
      }
      await until(async () => {
        const { subjects } = await listOpenWorkflows(temporal.client);
        return SUBJECTS.every((subject) => subjects.has(subject));
      });
      const ownLetters = 'select from dead_letter where position($1::bytea in raw) > 0';
      expect(await bench.pool.query(ownLetters, [Buffer.from(RUN)])).toMatchObject({ rowCount: 0 });
    },
    LIMIT_MS,
  );
});
