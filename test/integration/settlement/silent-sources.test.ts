import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { core } from '../../../domain/core.ts';
import type { Fact } from '../../../domain/fact.ts';
import { storeEvents } from '../../../readmodel/events.ts';
import { inTransaction } from '../../../readmodel/pool.ts';
import type { Queryable } from '../../../readmodel/pool.ts';
import { tellAll, unverifiedProjects } from '../../../readmodel/silences.ts';
import { savePeople } from '../../../readmodel/people.ts';
import { listSources } from '../../../readmodel/sources.ts';
import { projectSubject } from '../../../readmodel/subject-id.ts';
import { noteSilentSources, sourceStandings } from '../../../settlement/silent-sources.ts';
import { aFact, constructionPermit, plan, voided } from '../../support/a-project.ts';
import { aPerson } from '../../support/a-person.ts';
import { register, terminate } from '../../support/said.ts';
import { createSettleBench } from '../../support/settle-bench.ts';
import type { SettleBench } from '../../support/settle-bench.ts';

const PERMITS = '/permit/window';
const SPOKE = { source: PERMITS, since: '2026-02-25' };
const milestones = [plan('constructionPermit', '2026-03-01'), plan('accepted', '2026-10-15')];
const at = (day: string) => `${day}T10:00:00+08:00`;

let bench: SettleBench;
beforeAll(async () => {
  bench = await createSettleBench(core);
});
afterAll(() => bench.close());

const offsetTo = (day: string) => Date.parse(at(day)) - Date.now();
const settle = (code: string, day: string, ...ends: string[]) =>
  bench
    .settlerWith(core, offsetTo(day))
    .settle(projectSubject(code), { commands: ends.map(terminate) });
const open = (code: string, day: string, over: Parameters<typeof register>[1] = {}) =>
  bench
    .settlerWith(core, offsetTo(day))
    .settle(projectSubject(code), { commands: [register(code, { milestones, ...over })] });
const warnings: object[] = [];
const note = (day: string, rules = bench.rules) =>
  noteSilentSources({
    pool: bench.pool,
    rules,
    clockOffsetMs: offsetTo(day),
    log: { warn: (fields) => warnings.push(fields) },
  });

/** A source says something of a project, and it arrives on that day. */
async function say(code: string, day: string, said: Partial<Fact> = {}): Promise<void> {
  const fact = aFact('permit.application.submitted.v1', day, { itemCode: 'G07' });
  await inTransaction(bench.pool, (client) => {
    const whole = { ...fact, source: PERMITS, id: `${code} ${day}`, ...said } as Fact;
    const arrived = { ...whole, arrivedAt: new Date(at(day)).toISOString() };
    const { source, id: eventId, type } = arrived;
    const row = { source, eventId, type: `cn.zhizaoyuan.${type}`, payloadHash: 'h', raw: {} };
    return storeEvents(client, [{ ...row, projectCode: code, occurredAt: day, fact: arrived }]);
  });
}

const levelsOf = async (code: string) =>
  (await bench.levels(code))
    .filter(({ kind, severity }) => kind === 'alert' && severity !== null)
    .map(({ levelId, severity, stock }) => [levelId, severity, ...(stock ? ['stock'] : [])]);
const silencesTold = async (code: string) =>
  (await bench.facts(code)).filter(({ source }) => source === '/silence').map(({ id }) => id);

describe('a source that falls silent', () => {
  it('is told to open projects after three whole working days, once each', async () => {
    await open('S-1', '2026-02-24');
    await say('S-1', '2026-02-25');
    await settle('S-1', '2026-02-25');

    // Saturday 28 February is worked.
    expect(await note('2026-02-28')).toEqual({ silent: [], told: 0 });
    expect(await note('2026-03-01')).toEqual({ silent: [PERMITS], told: 1 });
    expect(await note('2026-03-02')).toEqual({ silent: [PERMITS], told: 0 });

    await settle('S-1', '2026-03-02');
    expect(await silencesTold('S-1')).toEqual([`fellSilent/2026-02-25/${PERMITS}`]);
    expect(warnings).toEqual([{ source: PERMITS, projects: 1 }]);
  });

  it('is told, and its end too, by statements of limited size however many projects there are', async () => {
    const sizes: number[] = [];
    const counting = {
      query: (_: string, [subjects = []]: string[][]) => {
        sizes.push(subjects.length);
        return Promise.resolve({ rows: [] });
      },
    };
    const subjects = Array.from({ length: 2_500 }, (_, at) => `project/M-${at}`);

    // `as`: of all that a client can do, this is what is asked of it.
    await tellAll(
      counting as unknown as Queryable,
      subjects,
      aFact('source.spoke.v1', '2026-03-01', SPOKE),
    );

    expect(sizes).toEqual([1_000, 1_000, 500]);
  });

  it('is told to a project that is registered meanwhile, and to none that it can say nothing of', async () => {
    await open('S-2', '2026-03-02');
    await open('S-3', '2026-03-02', { milestones: [plan('production', '2026-06-01')] });
    await open('S-4', '2026-03-02');
    await settle('S-4', '2026-03-02', 'end-of-S-4');

    expect(await note('2026-03-02')).toEqual({ silent: [PERMITS], told: 1 });

    await settle('S-2', '2026-03-02');
    expect(await silencesTold('S-2')).toHaveLength(1);
  });

  it('holds back what got worse since its last word, and shows it under its name', async () => {
    await settle('S-1', '2026-03-20');

    // Blue on its last day, red since 16 March.
    expect(await levelsOf('S-1')).toEqual([['constructionPermit/due', 'blue']]);
    const [project] = await unverifiedProjects(bench.pool);
    expect(project).toMatchObject({
      projectCode: 'S-1',
      signals: [
        {
          id: 'constructionPermit/due',
          colour: 'red',
          unverified: { sources: [PERMITS], verifiedOn: '2026-02-25', heldColour: 'blue' },
        },
      ],
    });
    const [standing] = await sourceStandings({ ...bench, clockOffsetMs: offsetTo('2026-03-20') });
    expect(standing).toMatchObject({
      source: PERMITS,
      matters: ['permit'],
      silentSince: '2026-02-25',
      quiet: { workingDays: 17, limitWorkingDays: 3, silentFrom: '2026-03-01' },
    });
  });

  it('lets the ladder go on in the transaction in which it speaks again', async () => {
    await say('S-9', '2026-03-20');

    const { waiting } = await waitingFor('S-1');
    expect(waiting).toEqual([`spoke/2026-02-25/${PERMITS}`]);
    for (const code of ['S-1', 'S-2']) await settle(code, '2026-03-20');
    expect(await levelsOf('S-1')).toEqual([['constructionPermit/due', 'red']]);
    expect(await unverifiedProjects(bench.pool)).toEqual([]);
    expect((await bench.story('S-1')).map(({ kind }) => kind)).toContain('signalVerified');
    expect(await listSources(bench.pool)).toMatchObject([{ silentSince: null, count: 2 }]);
    expect(await note('2026-03-23')).toEqual({ silent: [], told: 0 });
  });

  it('may fall silent again, which is another silence', async () => {
    expect(await note('2026-03-26')).toMatchObject({ silent: [PERMITS], told: 2 });

    await settle('S-1', '2026-03-26');
    expect(await silencesTold('S-1')).toContain(`fellSilent/2026-03-20/${PERMITS}`);
  });

  it('does not speak by what it has said before', async () => {
    await say('S-9', '2026-03-20');

    expect((await waitingFor('S-1')).waiting).toEqual([]);
    expect(await listSources(bench.pool)).toMatchObject([{ silentSince: '2026-03-20', count: 2 }]);
  });

  it('is silent no longer when it is not expected to speak', async () => {
    const retired: typeof bench.rules = {
      ...bench.rules,
      now: async (client) => {
        const catalogue = await bench.rules.now(client);
        const policies = [...catalogue.policies].map(([id, policy]) => {
          const silence = { afterWorkingDays: 3, bySource: { [PERMITS]: null } };
          return [id, { ...policy, silence }] as const;
        });
        return { ...catalogue, policies: new Map(policies) };
      },
    };

    expect(await note('2026-03-27', retired)).toEqual({ silent: [], told: 0 });
    expect((await waitingFor('S-1')).waiting).toEqual([`spoke/2026-03-20/${PERMITS}`]);
  });
});

async function waitingFor(code: string): Promise<{ waiting: string[] }> {
  const { rows } = await bench.pool.query<{ id: string }>(
    'select fact_id as id from fact where subject = $1 and applied_at is null',
    [projectSubject(code)],
  );
  return { waiting: rows.map(({ id }) => id) };
}

describe('what was wrong before', () => {
  it('a project went live is wanted as stock, and no longer once it gets worse', async () => {
    await open('L-1', '2026-03-10', { goLive: '2026-03-10' });
    const early = await levelsOf('L-1');
    await settle('L-1', '2026-03-17');

    expect(early).toEqual([['constructionPermit/due', 'yellow', 'stock']]);
    expect(await levelsOf('L-1')).toEqual([['constructionPermit/due', 'red']]);
  });

  it('history was loaded alerts nobody, while the same told as news does', async () => {
    const permit = constructionPermit('2025-03-01', { source: PERMITS });
    const told = [permit, voided(permit, '2025-04-01')];
    const loaded = told.map((fact): Fact => ({ ...fact, backfill: true }));
    await open('L-2', '2026-03-10');
    await open('L-3', '2026-03-10');

    await bench.wait('L-2', ...loaded);
    await bench.wait('L-3', ...told);

    expect(await settle('L-2', '2026-03-10')).toMatchObject({ colour: 'red' });
    await settle('L-3', '2026-03-10');
    expect(await levelsOf('L-2')).toEqual([]);
    expect(await levelsOf('L-3')).toEqual([['constructionPermit/withdrawn', 'red']]);
  });
});

it('is told to the administrators in the morning of the next working day, once', async () => {
  await savePeople(bench.pool, [aPerson('admin', { offices: ['administrator'] })]);
  await open('S-90', '2026-02-24');
  await say('S-90', '2026-02-25', { source: '/permit/told' });

  // A Sunday.
  await note('2026-03-01');
  await note('2026-03-01');

  const { rows } = await bench.pool.query(
    `select person, due_at from notice where content->>'source' = '/permit/told'`,
  );
  expect(rows).toEqual([{ person: 'admin', due_at: '2026-03-02T00:30:00.000Z' }]);
});
