import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import type { ApprovalAnswer, ApprovalSummary } from '../../api/approval-responses.ts';
import type { Page, ProjectDetail, ProjectSummary, Source } from '../../api/responses.ts';
import type { Assessment } from '../../domain/assessment.ts';
import { desired } from '../../domain/desired.ts';
import { playFeed } from '../../gateway/feed.ts';
import { readBacklog } from '../../readmodel/dispatch.ts';
import { DEMO_BEGIN } from '../../workers/demo-clock.ts';
import { playSampleAuthorities } from '../../workers/played-authorities.ts';
import {
  readFeed,
  registerSamplePark,
  sendHistory,
  untilArrived,
  untilTaken,
} from '../../workers/sample-park.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/messages.ts';
import { startDemoEngine, type DemoEngine } from '../support/demo-engine.ts';
import { silent } from '../support/kafka.ts';
import { parkEntries, parkHistory, standingOf } from '../support/sample-park.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { until } from '../support/temporal-until.ts';
import { readmeCommands } from './readme-commands.ts';

jest.setTimeout(300_000);

let stack: TestStack;
let engine: DemoEngine;

beforeAll(async () => {
  stack = await startTestStack();
  engine = await startDemoEngine(stack);
  const events = await sendHistory(engine.sink);
  await untilArrived(engine.pool, events, () => undefined);
  await registerSamplePark(engine.api.url, () => undefined);
  await untilTaken(engine.pool);
});

afterAll(async () => {
  await engine.stop();
  await stack.remove();
});

const projectOf = (code: string): Promise<ProjectDetail> =>
  engine.client.get<ProjectDetail>(`/projects/${code}`);

const approvalOf = async (code: string): Promise<ApprovalAnswer['assessment']> =>
  (await engine.client.get<ApprovalAnswer>(`/projects/${code}/approvals/1`)).assessment;

const itemOf = async (code: string, item: string) =>
  (await approvalOf(code)).items.find(({ id }) => id === item);

async function allProjects(): Promise<ProjectSummary[]> {
  const { items } = await engine.client.get<Page<ProjectSummary>>('/projects', { limit: 200 });
  return items;
}

/** Nothing waits, and every workflow has done what was asked of it. */
async function untilObeyed(): Promise<void> {
  await until(async () => {
    const { waitingFacts, laggingSubjects } = await readBacklog(engine.pool, 0);
    return waitingFacts === 0 && laggingSubjects === 0;
  });
}

async function openAlerts(): Promise<{ alertId: string; severity: string }[]> {
  const { rows } = await engine.pool.query<{ alertId: string; severity: string }>(
    `select alert_id as "alertId", severity from alert where state = 'open' order by alert_id`,
  );
  return rows;
}

describe('the sample park, its history taken through Kafka', () => {
  it('stands where the core alone says that it stands', async () => {
    const history = parkHistory(DEMO_BEGIN);
    const alone = parkEntries().map(
      ({ registration }) =>
        standingOf(registration, history.get(registration.code) ?? [], DEMO_BEGIN).project,
    );

    const projects = await allProjects();

    const standing = ({ code, stage, colour, status }: Assessment | ProjectSummary) =>
      [code, { stage, colour, status }] as const;
    expect(projects).toHaveLength(28);
    expect(Object.fromEntries(projects.map(standing))).toEqual(
      Object.fromEntries(alone.map(standing)),
    );
  });

  it('has a workflow for each project, whose page shows stage and colour', async () => {
    await untilObeyed();
    const connection = await Connection.connect({ address: stack.addresses.temporal });
    const { workflow } = new Client({ connection });

    await until(
      async () =>
        (await workflow.count(`WorkflowType = 'project' and ExecutionStatus = 'Running'`)).count ===
        28,
    );
    await until(async () => {
      const red = await workflow.count(
        `WorkflowType = 'project' and ExecutionStatus = 'Running' and AlertColour = 'red'`,
      );
      return red.count === 1;
    });
    const { typedSearchAttributes: shown } = await workflow.getHandle('project/ZZY-006').describe();

    expect(shown.get(SEARCH_ATTRIBUTES.colour)).toBe('red');
    expect(shown.get(SEARCH_ATTRIBUTES.stage)).toBe('planningPermit');
    expect(shown.get(SEARCH_ATTRIBUTES.manager)).toBe('项目经理-14');
    await connection.close();
  });

  it('has one open alert for each signal that asks for one, as bad as the signal', async () => {
    await untilObeyed();
    const details = await Promise.all((await allProjects()).map(({ code }) => projectOf(code)));
    const wanted = details.flatMap(({ code, assessment }) =>
      desired(assessment).alerts.map(({ id, severity }) => ({
        alertId: `alert/${code}/${id}`,
        severity,
      })),
    );

    await until(async () => (await openAlerts()).length === wanted.length);
    const opened = await openAlerts();

    expect(new Map(opened.map((alert) => [alert.alertId, alert.severity]))).toEqual(
      new Map(wanted.map((alert) => [alert.alertId, alert.severity])),
    );
  });

  it('has raised no alert about the past, and nobody is silent in it', async () => {
    const { rows } = await engine.pool.query<{ kind: string }>(
      'select distinct kind from alert_record',
    );
    const { items } = await engine.client.get<{ items: Source[] }>('/sources');

    expect(rows).toEqual([{ kind: 'opened' }]);
    expect(items.length).toBeGreaterThan(1);
    expect(items.filter(({ silent, unverified }) => silent || unverified.length > 0)).toEqual([]);
  });

  it('runs an approval for each active project, and asks for what may go on', async () => {
    await untilObeyed();
    const { items } = await engine.client.get<Page<ApprovalSummary>>('/approvals', { limit: 200 });
    const connection = await Connection.connect({ address: stack.addresses.temporal });
    const { workflow } = new Client({ connection });
    await until(
      async () =>
        (await workflow.count(`WorkflowType = 'approval' and ExecutionStatus = 'Running'`))
          .count === 20,
    );
    await connection.close();

    expect(items).toHaveLength(20);
    expect(await approvalOf('ZZY-021')).toMatchObject({
      stages: expect.arrayContaining([
        expect.objectContaining({ id: '2', blockedBy: { item: 'G11', department: '生态环境' } }),
      ]),
    });
    expect(await itemOf('ZZY-020', 'G14')).toMatchObject({ state: 'deemedConsent', done: true });
  });

  it('tells a dependant of its upstream’s slip', async () => {
    await engine.client.post('/projects/ZZY-010/commands', {
      commandId: 'slip-of-zzy-010',
      type: 'forecast',
      actor: { id: '项目经理-06', role: 'projectManager' },
      reason: '幕墙延期',
      milestone: 'production',
      date: '2026-06-14',
    });

    await until(async () => {
      const { assessment } = await projectOf('ZZY-023');
      return assessment.dependencies.some(({ slackDays }) => slackDays === -35);
    });

    expect((await projectOf('ZZY-010')).assessment.signals).toContainEqual(
      expect.objectContaining({ id: 'production/forecast', colour: 'yellow' }),
    );
  });
});

describe('the feed of permitting, utility and site systems', () => {
  beforeAll(async () => {
    const lines = await readFeed();
    const story = lines.filter((line) => !('routine' in line && line.routine));
    const done = new AbortController();
    await playFeed({
      sink: engine.sink,
      lines,
      played: 0,
      paceMs: 1,
      now: () => new Date(Date.now() + engine.config.clock.offsetMs).toISOString(),
      onLine: (_line, played) => {
        if (played > story.length) done.abort();
      },
      signal: done.signal,
    });
    // The first routine line comes after the whole story, but in a partition of its own.
    await until(
      async () => (await projectOf('ZZY-001')).assessment.lastUpdate?.text === '按计划推进',
    );
    await until(async () => (await deadLetters()).length === 5);
    await until(
      async () =>
        (await projectOf('ZZY-015')).assessment.milestones.find(
          ({ code }) => code === 'equipmentIn',
        )?.state === 'reached',
    );
    await untilObeyed();
  });

  async function deadLetters(): Promise<string[]> {
    const { items } = await engine.client.get<Page<{ reason: string }>>('/dead-letters');
    return items.map(({ reason }) => reason).sort();
  }

  it.each([
    { code: 'ZZY-020', what: 'late works clear yellow', stage: 'groundbreaking', colour: 'green' },
    {
      code: 'ZZY-016',
      what: 'a certificate, then the works',
      stage: 'groundbreaking',
      colour: 'green',
    },
    { code: 'ZZY-011', what: 'land before its day', stage: 'landSupplied', colour: 'green' },
    {
      code: 'ZZY-021',
      what: 'a voided start never was; its approvals go on',
      stage: 'filed',
      colour: 'blue',
    },
    {
      code: 'ZZY-015',
      what: 'a permit revoked and issued anew, red that was made good today',
      stage: 'equipmentIn',
      colour: 'yellow',
    },
    {
      code: 'ZZY-007',
      what: 'a decision before its acceptance',
      stage: 'constructionPermit',
      colour: 'green',
    },
  ])('$code: $what', async ({ code, stage, colour }) => {
    expect(await projectOf(code)).toMatchObject({ stage, colour });
  });

  it('keeps each refused event with its reason and blocks nothing', async () => {
    expect(await deadLetters()).toEqual([
      'future-dated',
      'invalid-data',
      'not-json',
      'payload-conflict',
      'unknown-type',
    ]);
  });

  it('parks what belongs to a project that nobody has registered', async () => {
    expect(await engine.client.get('/parked')).toMatchObject({
      items: [{ project: 'ZZY-099' }],
    });
  });

  it('closes the gap once the acceptance has come, and tells both in the timeline', async () => {
    const { assessment } = await projectOf('ZZY-007');
    const { items } = await engine.client.get<Page<{ kind: string; object: string }>>(
      '/projects/ZZY-007/timeline',
      { limit: 200 },
    );

    expect(assessment.findings).toEqual([]);
    expect(items).toContainEqual(
      expect.objectContaining({ kind: 'milestoneReached', object: 'constructionPermit' }),
    );
  });

  it('leaves an alert cleared where its cause is gone', async () => {
    await until(async () => {
      const open = await openAlerts();
      return !open.some(({ alertId }) => alertId === 'alert/ZZY-020/groundbreaking/due');
    });
  });
});

describe('the played authorities and utilities', () => {
  let dataDir: string;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'kaigong-authorities-'));
  });

  afterAll(async () => {
    await rm(dataDir, { recursive: true, force: true });
  });

  it('answer what the park asks for: items move on to their certificate or supply', async () => {
    const done = new AbortController();
    const playing = playSampleAuthorities(engine, {
      dataDir,
      beatMs: 20,
      log: silent,
      onAnswer: () => undefined,
      signal: done.signal,
    });

    await until(async () => (await itemOf('ZZY-019', 'G31'))?.state === 'certificateIssued');
    await until(async () => (await itemOf('ZZY-019', 'G-water'))?.done === true);
    done.abort();
    await playing;

    // Asked of the field, not of a system.
    expect(await itemOf('ZZY-003', 'I10')).toMatchObject({ state: 'ready', applications: [] });
    expect((await approvalOf('ZZY-019')).notes).toEqual([]);
  });
});

// Last, since its commands change the park, which takes longer to load than they take.
readmeCommands(() => ({ engine, dataDir: stack.dataDir }));
