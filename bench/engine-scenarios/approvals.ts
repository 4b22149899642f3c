import { setTimeout as wait } from 'node:timers/promises';
import { leavesOf } from '../../domain/approval/requirements.ts';
import type { ApprovalTemplate } from '../../domain/approval/template.ts';
import { approvalSubject } from '../../readmodel/subject-id.ts';
import { approvalDefinitionsFor, loadDefinitions } from '../../schemas/definitions.ts';
import { createOffices, type BenchOffices } from '../approval-offices.ts';
import { createPost, type Post } from '../approval-post.ts';
import { readRequests, type RequestReader } from '../approval-requests.ts';
import { openedItems, requestsWritten, takenTimes, untilComplete } from '../approval-times.ts';
import { untilApplied } from '../deliveries.ts';
import { historyLength } from '../history.ts';
import type { EngineRound, EngineScenario, Figures } from '../scenario.ts';
import { quantile } from '../statistics.ts';

/** Whole approvals, from what they first ask for to their end. */
export const APPROVALS: EngineScenario = {
  name: 'approvals',
  on: 'engine',
  title: 'Approvals in parallel',
  about:
    'Approvals of template G in which every item applies. Offices in the process that measures answer each request of `approval.requests` as soon as they read it; they never err, stop or say no, and all steps happen on one day. Of their events 5 % come twice, 2 % after later ones, and 1 % are corrected. An item is opened by the commit of the settle that asks for it, counted from the call that produces the last of what it waits for.',
  figures: [
    { key: 'approvalEvents', title: 'events', unit: 'a second' },
    { key: 'approvalsAnHour', title: 'approvals completed', unit: 'an hour' },
    {
      key: 'approvalTakenP50',
      title: 'from an event to the state of its approval, p50',
      unit: 'ms',
    },
    { key: 'approvalTakenP99', title: 'the same, p99', unit: 'ms' },
    { key: 'approvalOpenedP50', title: 'from an event to the item that it opens, p50', unit: 'ms' },
    { key: 'approvalOpenedP99', title: 'the same, p99', unit: 'ms' },
    { key: 'approvalHistory', title: "events of Temporal's history an approval", unit: '' },
  ],
  projects: ({ approvals }) => ({ count: approvals, fresh: true }),
  measure,
};

async function measure(round: EngineRound): Promise<Figures> {
  const { engine, projects, number } = round;
  const source = `/permit/bench-approvals-${number}`;
  const { template } = approvalDefinitionsFor(loadDefinitions(), { id: 'G', version: null });
  const offices = createOffices(projects, { template, source });
  const reader = readRequests(engine.addresses.kafka);
  const post = createPost(engine.sink, source);
  try {
    const first = await firstAnswers(round, offices, reader);
    const begin = Date.now();
    await post.send(first);
    await untilDone(round, { offices, reader, post });
    const { last } = await untilApplied(engine.pool, source, post.begins.size);
    await untilComplete(engine.pool, projects);
    await engine.park.settled();
    const seconds = (last - begin) / 1_000;
    return {
      approvalEvents: post.begins.size / seconds,
      approvalsAnHour: (projects.length * 3_600) / seconds,
      ...(await delays(round, { source, template, post })),
      approvalHistory: await historyOfApprovals(round),
    };
  } finally {
    await reader.close();
  }
}

const LOOK_EVERY_MS = 2;

/** What the offices answer to all that was asked while the projects were opened; the time has not begun. */
async function firstAnswers(
  { engine, projects }: EngineRound,
  offices: BenchOffices,
  reader: RequestReader,
) {
  const written = await requestsWritten(engine.pool, projects);
  const answers: ReturnType<BenchOffices['hear']> = [];
  while (offices.heard() < written) {
    answers.push(...reader.take().flatMap(offices.hear));
    await wait(LOOK_EVERY_MS);
  }
  return answers;
}

interface Work {
  offices: BenchOffices;
  reader: RequestReader;
  post: Post;
}

// A whole approval takes seconds; offices that hear nothing for so long are forgotten.
const SILENT_MS = 120_000;

async function untilDone({ projects }: EngineRound, { offices, reader, post }: Work) {
  let lastHeard = performance.now();
  while (offices.done() < projects.length || post.isHolding()) {
    const answers = reader.take().flatMap(offices.hear);
    if (answers.length > 0) lastHeard = performance.now();
    if (performance.now() - lastHeard > SILENT_MS) throw new Error('Nothing more is asked');
    if (answers.length > 0 || post.isHolding()) await post.send(answers);
    else await wait(LOOK_EVERY_MS);
  }
}

interface Told {
  source: string;
  template: ApprovalTemplate;
  post: Post;
}

async function delays(
  { engine, projects }: EngineRound,
  { source, template, post: { begins, brought } }: Told,
): Promise<Figures> {
  const taken = [...(await takenTimes(engine.pool, source))];
  const readable = taken.map(([id, at]) => at - (begins.get(id) ?? NaN));
  const items = new Map(template.items.map(({ id, prereq }) => [id, leavesOf(prereq)]));
  const opened = (await openedItems(engine.pool, projects)).map(({ project, item, at }) => {
    const waited = (items.get(item) ?? []).map((leaf) => {
      const what = 'item' in leaf ? leaf.item : 'milestone' in leaf ? leaf.milestone : '';
      return brought.get(`${project} ${what}`) ?? NaN;
    });
    return at - Math.max(...waited);
  });
  return {
    approvalTakenP50: quantile(readable, 0.5),
    approvalTakenP99: quantile(readable, 0.99),
    approvalOpenedP50: quantile(opened, 0.5),
    approvalOpenedP99: quantile(opened, 0.99),
  };
}

async function historyOfApprovals({ engine, projects }: EngineRound): Promise<number> {
  const sample = projects.slice(0, 10).map((project) => approvalSubject(project, 1));
  const lengths = sample.map((subject) => historyLength(engine.temporal, subject));
  const events = await Promise.all(lengths);
  return events.reduce((sum, length) => sum + length, 0) / sample.length;
}
