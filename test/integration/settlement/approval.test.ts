import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { approvalCore } from '../../../domain/approval/core.ts';
import { core } from '../../../domain/core.ts';
import type { ApprovalCommandFact, CommandFact, Fact } from '../../../domain/fact.ts';
import { findApprovalSnapshot } from '../../../readmodel/approval-snapshots.ts';
import { addFacts, appliedFacts } from '../../../readmodel/facts.ts';
import { subjectsWithWaitingFacts } from '../../../readmodel/dispatch.ts';
import { findRecheck } from '../../../readmodel/rechecks.ts';
import { findSnapshot } from '../../../readmodel/snapshots.ts';
import { findSubject } from '../../../readmodel/subjects.ts';
import { timelineOf } from '../../../readmodel/timeline.ts';
import { listWorkItems } from '../../../readmodel/work-items.ts';
import { APPROVAL_REQUESTS, type ApprovalRequestType } from '../../../schemas/approval-requests.ts';
import { TYPE_PREFIX } from '../../../schemas/event.ts';
import { previewRecheck } from '../../../settlement/recheck-preview.ts';
import { createRecheckRunner } from '../../../settlement/recheck-runner.ts';
import { startRecheck } from '../../../settlement/recheck.ts';
import { createSettler, type SettlerDeps } from '../../../settlement/settle.ts';
import { accepted, acted, decided, issued, permit, submitted } from '../../support/an-approval.ts';
import { register, reopen, terminate } from '../../support/said.ts';
import { createSettleBench, type SettleBench } from '../../support/settle-bench.ts';

let bench: SettleBench;
beforeAll(async () => {
  bench = await createSettleBench(core);
});
afterAll(() => bench.close());

const log = { error: () => undefined };
/** A process whose clock shows the morning of that day. */
function processOn(day: string, over: Partial<SettlerDeps> = {}) {
  const clockOffsetMs = Date.parse(`${day}T01:00:00.000Z`) - Date.now();
  return createSettler({ pool: bench.pool, rules: bench.rules, clockOffsetMs, log, ...over });
}

const DAY = '2026-03-10';

/** Settles whoever facts wait for, as the gateway does, until nobody is left. */
async function settleAll(day = DAY, over: Partial<SettlerDeps> = {}): Promise<void> {
  const settler = processOn(day, over);
  for (;;) {
    const waiting = await subjectsWithWaitingFacts(bench.pool, 50);
    if (waiting.length === 0) return;
    await Promise.all(waiting.map((subject) => settler.settle(subject)));
  }
}

const hear = (code: string, ...facts: Fact[]) =>
  addFacts(
    bench.pool,
    facts.map((fact) => ({ subject: `project/${code}`, fact })),
  );
const act = (subject: string, ...commands: (CommandFact | ApprovalCommandFact)[]) =>
  processOn(DAY).settle(subject, { commands });

async function open(code: string, ...past: Fact[]): Promise<void> {
  await hear(code, ...past);
  await act(`project/${code}`, register(code, { milestones: PLAN }));
  await settleAll();
}

const PLAN = [
  { code: 'signed', planned: '2026-02-01', actual: '2026-02-01' },
  { code: 'constructionPermit', planned: '2026-08-01' },
  { code: 'production', planned: '2027-06-01' },
];

async function requestsOf(code: string) {
  const { rows } = await bench.pool.query<{ eventId: string; type: string; value: Buffer }>(
    `select event_id as "eventId", type, value from outbox
     where topic = 'approval.requests' and key = $1 order by id`,
    [code],
  );
  return rows.map(({ eventId, type, value }) => ({
    eventId,
    type: type.slice(TYPE_PREFIX.length) as ApprovalRequestType,
    data: JSON.parse(value.toString()) as { item: string; because?: string },
  }));
}
const story = async (subject: string) =>
  (await timelineOf(bench.pool, subject, { limit: 200 })).map(({ kind, object }) => [kind, object]);
const approvalOf = async (code: string) => {
  const found = await findApprovalSnapshot(bench.pool, `approval/${code}`);
  if (!found) throw new Error(`${code} has no approval`);
  return found;
};
const itemOf = async (code: string, item: string) => {
  const { assessment } = await approvalOf(code);
  return assessment.items.find(({ id }) => id === item);
};
const workOf = async (code: string) => {
  const items = await listWorkItems(bench.pool, { project: code }, { limit: 200 });
  return items.map(({ id }) => id);
};

describe('the approval of a project', () => {
  it('is opened by its settle with what the project knows of it, and tells nobody about the past', async () => {
    await open('A-1', submitted('2026-02-20'), accepted('2026-02-23'), decided('2026-02-27'));

    const row = await findSubject(bench.pool, 'approval/A-1');
    expect(row).toMatchObject({ projectCode: 'A-1', closed: false, revision: 1 });
    const facts = await appliedFacts(bench.pool, 'approval/A-1');
    expect(facts.map(({ type }) => type)).toEqual([
      'approval.opened.v1',
      'project.standing.v1',
      'permit.application.submitted.v1',
      'permit.application.accepted.v1',
      'permit.decision.made.v1',
    ]);
    expect(facts[0]).toMatchObject({ data: { template: 'G', round: 1, on: DAY } });
    expect(await itemOf('A-1', 'G19')).toMatchObject({ done: true, state: 'approved' });
    expect(await story('approval/A-1')).toEqual([['approvalOpened', 'approval']]);
    const asked = await requestsOf('A-1');
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.map(({ data: { item } }) => item)).not.toContain('G19');
  });

  it('asks each adapter once, in words that fit the catalogue, however often it is settled', async () => {
    await open('A-2');
    const first = await requestsOf('A-2');

    for (let time = 0; time < 3; time += 1) await processOn(DAY).settle('approval/A-2');
    await bench.pool.query(`delete from approval_snapshot where subject = 'approval/A-2'`);
    await processOn(DAY).settle('approval/A-2');

    expect(await requestsOf('A-2')).toEqual(first);
    expect(new Set(first.map(({ eventId }) => eventId)).size).toBe(first.length);
    for (const { type, data } of first) {
      expect(APPROVAL_REQUESTS[type].strict().parse(data)).toEqual(data);
    }
  });

  it('hears what its project hears, through every order, repetition and break', async () => {
    const facts = [
      submitted('2026-03-02'),
      accepted('2026-03-03'),
      decided('2026-03-06'),
      issued('2026-03-06'),
    ];
    await open('A-3', ...facts);
    await open('A-4');
    for (const fact of facts.toReversed()) {
      await hear('A-4', fact, fact);
      await expect(settleAll(DAY, { rules: breaking() })).rejects.toThrow('breaks');
      await settleAll();
    }

    const [inOrder, outOfOrder] = [await approvalOf('A-3'), await approvalOf('A-4')];
    expect(outOfOrder.assessment.items).toEqual(inOrder.assessment.items);
    expect(outOfOrder.assessment.gates).toEqual(inOrder.assessment.gates);
    const folded = approvalCore.fold(await appliedFacts(bench.pool, 'approval/A-4'));
    const again = approvalCore.fold(
      [...(await appliedFacts(bench.pool, 'approval/A-4'))].reverse(),
    );
    expect(again).toEqual(folded);
  });

  it('takes two events of one item that come at the same moment', async () => {
    await open('A-5', submitted('2026-03-02'));
    await hear('A-5', accepted('2026-03-03'), decided('2026-03-06'));

    const settlers = [processOn(DAY), processOn(DAY), processOn(DAY)];
    await Promise.all(settlers.map((one) => one.settle('project/A-5')));
    await Promise.all(settlers.map((one) => one.settle('approval/A-5')));

    expect(await itemOf('A-5', 'G19')).toMatchObject({ done: true, state: 'approved' });
    const asked = (await requestsOf('A-5')).map(({ eventId }) => eventId);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('proves a milestone of its project by what a person has certified', async () => {
    await open('A-6', submitted('2026-03-02'), accepted('2026-03-03'));

    const outcome = await act(
      'approval/A-6',
      acted('command.approval.decide.v1', '2026-03-09', {
        decision: 'approved',
        certNo: 'SG-9',
        on: '2026-03-09',
      }),
    );
    expect(outcome.outcomes).toMatchObject([{ status: 'accepted' }]);
    await settleAll();

    const told = (await bench.facts('A-6')).filter(({ type }) => type.startsWith('permit.cert'));
    expect(told).toMatchObject([
      { source: '/approval/A-6', data: { itemCode: 'G19', certNo: 'SG-9' } },
    ]);
    const project = await findSnapshot(bench.pool, 'project/A-6');
    expect(
      project?.assessment.milestones.find(({ code }) => code === 'constructionPermit'),
    ).toMatchObject({ actual: '2026-03-09' });
    // Its own word does not come back to it.
    const sources = (await appliedFacts(bench.pool, 'approval/A-6')).map(({ source }) => source);
    expect(sources).not.toContain('/approval/A-6');
  });

  it('answers a command given twice as it did first, and one for the other kind with a refusal', async () => {
    await open('A-7', submitted('2026-03-02'));
    const accept = acted('command.approval.accept.v1', '2026-03-03', {});

    const first = await act('approval/A-7', accept);
    const second = await act('approval/A-7', accept);
    const [atProject] = (await act('project/A-7', { ...accept, id: 'other-1' })).outcomes ?? [];
    const [atApproval] = (await act('approval/A-7', terminate('other-2'))).outcomes ?? [];

    expect(first.outcomes).toMatchObject([{ status: 'accepted' }]);
    expect(second.outcomes).toEqual(first.outcomes);
    expect([atProject, atApproval]).toMatchObject([{ status: 'refused' }, { status: 'refused' }]);
    await settleAll();
  });

  it('calls off what it has asked once nobody needs it, and asks again when somebody does', async () => {
    await open('A-8');
    const [asked] = await requestsOf('A-8');
    const item = asked?.data.item ?? '';
    const about = (all: Awaited<ReturnType<typeof requestsOf>>) =>
      all.filter(({ data }) => data.item === item).map(({ type, data }) => [type, data.because]);

    await act(
      'approval/A-8',
      acted('command.approval.waive.v1', DAY, { item, applies: false, evidenceNo: '函-8' }),
    );
    const off = await requestsOf('A-8');
    await act('approval/A-8', acted('command.approval.waive.v1', DAY, { item, applies: true }));

    expect(about(off)).toEqual([
      ['approval.item.opened.v1', undefined],
      ['approval.item.closed.v1', 'waived'],
    ]);
    expect(about(await requestsOf('A-8'))).toEqual([
      ...about(off),
      ['approval.item.opened.v1', undefined],
    ]);
    await settleAll();
  });

  it('ends and goes on with its project, and closes what is open', async () => {
    await open('A-9');
    const open9 = await workOf('A-9');
    const asked = await requestsOf('A-9');

    await act('project/A-9', terminate('end-9'));
    await settleAll();

    expect(await findSubject(bench.pool, 'approval/A-9')).toMatchObject({ closed: true });
    expect(open9.length).toBeGreaterThan(0);
    expect(await workOf('A-9')).toEqual([]);
    const closed = (await requestsOf('A-9')).slice(asked.length);
    expect(closed.map(({ data: { because } }) => because)).toEqual(asked.map(() => 'over'));

    await act('project/A-9', reopen('again-9'));
    await settleAll();

    expect(await findSubject(bench.pool, 'approval/A-9')).toMatchObject({ closed: false });
    expect(await workOf('A-9')).toEqual(open9);
  });

  it('shows a gate shut again when its certificate is voided after it has opened', async () => {
    const certificate = issued('2026-03-06');
    await open('A-10', submitted('2026-03-02'), accepted('2026-03-03'), certificate);
    const gate = async () => {
      const project = await findSnapshot(bench.pool, 'project/A-10');
      const gates = project?.assessment.approvals?.flatMap((one) => one.gates) ?? [];
      return gates.find(({ milestone }) => milestone === 'groundbreaking')?.missing;
    };
    const before = await gate();

    await hear('A-10', {
      ...permit('permit.application.submitted.v1', DAY, {}),
      ...{ id: 'void-10', type: 'event.voided.v1' },
      data: { target: certificate.id, reason: 'typed in error' },
    }); // `as`: built from an event of the same source
    await settleAll();

    expect(before).not.toContain('G19');
    expect(await gate()).toContain('G19');
    expect((await itemOf('A-10', 'G19'))?.done).toBe(false);
  });

  it('comes by a recheck to a project that was open before, with the permits of its past', async () => {
    // A version that knew of no approvals has opened it and heard its permits.
    const earlier = { core: { ...core, desired: withoutApprovals } };
    await hear('A-12', submitted('2026-02-20'), decided('2026-02-27'), issued('2026-02-27'));
    const commands = [register('A-12', { milestones: PLAN })];
    await processOn(DAY, earlier).settle('project/A-12', { commands });
    expect(await findSubject(bench.pool, 'approval/A-12')).toBeUndefined();
    const colour = async () => (await findSnapshot(bench.pool, 'project/A-12'))?.assessment.colour;
    const before = await colour();

    const clockOffsetMs = Date.parse(`${DAY}T01:00:00.000Z`) - Date.now();
    const rules = { keepTemplates: false };
    const preview = await previewRecheck({ pool: bench.pool, clockOffsetMs }, rules);
    const order = { keepTemplates: false, ratePerSecond: 500, actor: 'office' };
    await startRecheck({ pool: bench.pool, clockOffsetMs }, order);
    const deps = { pool: bench.pool, settler: processOn(DAY), clockOffsetMs, runner: 'test' };
    const step = createRecheckRunner({ ...deps, lookEveryMs: -1 });
    while ((await step()) >= 0);
    await settleAll();

    expect(await story('approval/A-12')).toEqual([['approvalOpened', 'approval']]);
    expect(await itemOf('A-12', 'G19')).toMatchObject({ done: true });
    const asked = (await requestsOf('A-12')).map(({ data: { item } }) => item);
    expect(asked).not.toContain('G19');
    expect(preview.failed).toEqual([]);
    const listed = preview.changed.find(({ code }) => code === 'A-12');
    expect([before, listed?.to ?? before]).toEqual([before, await colour()]);
  });

  it('is settled with a recheck before its project, which hears at once what it then says', async () => {
    await open('A-13', submitted('2026-03-02'));

    const clockOffsetMs = Date.parse(`${DAY}T01:00:00.000Z`) - Date.now();
    const order = { keepTemplates: true, ratePerSecond: 500, actor: 'office' };
    const { recheck } = await startRecheck({ pool: bench.pool, clockOffsetMs }, order);

    const { rows } = await bench.pool.query<{ subject: string }>(
      `select subject from recheck_item where recheck_id = $1 and subject like '%/A-13'
       order by place`,
      [recheck.id],
    );
    expect(rows.map(({ subject }) => subject)).toEqual(['approval/A-13', 'project/A-13']);
    const deps = { pool: bench.pool, settler: processOn(DAY), clockOffsetMs, runner: 'test' };
    const step = createRecheckRunner({ ...deps, lookEveryMs: -1 });
    while ((await step()) >= 0);
    const { rows: projects } = await bench.pool.query<{ count: number }>(
      `select count(*) from subject where kind = 'project' and not closed and revision > 0`,
    );
    // Numbers are told of projects; approvals go along.
    expect(await findRecheck(bench.pool, recheck.id)).toMatchObject({
      state: 'done',
      done: projects[0]?.count,
    });
  });

  it('leaves a project of the pipeline alone', async () => {
    await act('project/A-11', register('A-11', { pipeline: true, milestones: PLAN.slice(1) }));
    await settleAll();

    expect(await findSubject(bench.pool, 'approval/A-11')).toBeUndefined();
    expect((await bench.levels('A-11')).map(({ kind }) => kind)).not.toContain('approval');
  });
});

const withoutApprovals: typeof core.desired = (assessment) => ({
  ...core.desired(assessment),
  approvals: [],
});

/** A process that breaks in the middle of a settle. */
const breaking = (): SettlerDeps['rules'] => ({
  ...bench.rules,
  at: () => Promise.reject(new Error('breaks')),
});
