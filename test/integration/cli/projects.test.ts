import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ProjectDetail, ProjectSummary, TimelineItem } from '../../../api/responses.ts';
import { createTestApi, type TestApi } from '../../support/api.ts';
import { runKaigong } from '../../support/cli.ts';

const SAMPLE = fileURLToPath(
  new URL('../../../definitions/sample-park/portfolio.json', import.meta.url),
);

let api: TestApi;
let apiAddress: string;
let directory: string;
beforeAll(async () => {
  api = await createTestApi();
  apiAddress = await api.app.listen({ host: '127.0.0.1', port: 0 });
  directory = mkdtempSync(join(tmpdir(), 'kaigong-cli-'));
  await kaigong(`project import ${SAMPLE}`);
});
afterAll(async () => {
  await api.close();
  rmSync(directory, { recursive: true });
});

const kaigong = (args: string) => runKaigong(args, { apiAddress });

async function json<T>(args: string): Promise<T> {
  return JSON.parse((await kaigong(`--json ${args}`)).out) as T;
}

describe('kaigong project import', () => {
  interface Row {
    code: string;
    outcome: string;
    planConflicts: string[];
  }

  it('has registered every project of the list', async () => {
    expect(await json<ProjectSummary[]>('project list')).toHaveLength(28);
  });

  it('changes nothing when it is repeated, and says so row by row', async () => {
    // What upstream and dependants have told each other counts first: no gateway runs here.
    await api.settleAll();
    const before = await json<ProjectSummary[]>('project list');

    const { code, out, err } = await kaigong(`project import ${SAMPLE}`);

    expect(code).toBe(0);
    expect(out).toBe('0 registered, 28 unchanged, 0 refused, 2 plan conflicts');
    expect(
      err.split('\n').filter((line) => /^\[ *\d+\/28\] ZZY-\d+ unchanged/.test(line)),
    ).toHaveLength(28);
    const after = await json<ProjectSummary[]>('project list');
    expect(after.map(({ revision }) => revision)).toEqual(before.map(({ revision }) => revision));
  });

  it.each(['projects', 'weekly', 'monthly'])(
    'finds nothing to change in the %s that went out as a workbook',
    async (report) => {
      await api.settleAll();
      const file = join(directory, `${report}.xlsx`);
      await kaigong(`report ${report} -o ${file}`);

      const { code, out } = await kaigong(`project import ${file}`);

      expect([code, out]).toEqual([0, '0 registered, 0 changed, 28 unchanged, 0 refused']);
    },
  );

  it('shows what a plan contradicts itself in', async () => {
    const rows = await json<Row[]>(`project import ${SAMPLE}`);

    const conflicting = rows.filter(({ planConflicts }) => planConflicts.length > 0);
    expect(conflicting.map(({ code }) => code).sort()).toEqual(['ZZY-015', 'ZZY-022']);
    expect(conflicting.find(({ code }) => code === 'ZZY-015')?.planConflicts[0]).toMatch(
      /^ZZY-001 energised 2026-11-20 comes after fullOutput \d{4}-\d\d-\d\d$/,
    );
  });

  it('refuses a row that says something else of a known project, and goes on with the others', async () => {
    const list = JSON.parse(readFileSync(SAMPLE, 'utf8')) as { projects: { name: string }[] };
    const [first] = list.projects;
    if (first) first.name = '另一个名字';
    const path = join(directory, 'changed.json');
    writeFileSync(path, JSON.stringify(list));

    const { code, out, err } = await kaigong(`project import ${path}`);

    expect(code).toBe(1);
    expect(out).toBe('0 registered, 27 unchanged, 1 refused, 2 plan conflicts');
    expect(err).toMatch(/ZZY-001 refused .*ALREADY_REGISTERED/);
  });
});

describe('kaigong project list, show, explain and timeline', () => {
  it('lists what fits the filters', async () => {
    const { out } = await kaigong('project list --colour red');

    expect(out).toMatch(/^code +name +status +stage +colour +manager +next change\n/);
    expect(out).toContain('ZZY-006');
    expect(out).not.toContain('ZZY-001');
  });

  it('shows a project with its milestones, marked as sample data', async () => {
    const { out } = await kaigong('project show ZZY-006');

    expect(out).toMatch(/^ZZY-006 南庄路扩宽工程 {2}\[示例数据\]/);
    expect(out).toMatch(/constructionPermit +施工许可.* +open +2025-12-05 +2025-12-05/);
  });

  it('explains a colour in two languages, and as of an earlier day', async () => {
    const both = (await kaigong('project explain ZZY-006')).out;
    const earlier = (await kaigong('project explain ZZY-006 --as-of 2025-12-10 --lang en')).out;

    expect(both).toContain('41天');
    expect(both).toContain('41 days late');
    expect(earlier).toMatch(/^yellow/);
    expect(earlier).toContain('5 days late');
  });

  it('tells the story of a project', async () => {
    const story = await json<TimelineItem[]>('project timeline ZZY-006');

    expect(story[0]).toMatchObject({ kind: 'registered', project: 'ZZY-006' });
    expect((await kaigong('project timeline ZZY-006')).out).toContain('registered');
  });

  it('ends with 1 for a project that nobody registered', async () => {
    const { code, err } = await kaigong('project show ZZY-999');

    expect(code).toBe(1);
    expect(err).toBe('error: There is no project ZZY-999 (PROJECT_NOT_FOUND)');
  });
});

describe('the acts of people', () => {
  const by = '--role mainLeader --actor boss --reason because';
  const assessment = async (code: string) =>
    (await json<ProjectDetail>(`project show ${code}`)).assessment;

  it('moves a planned day by request and approval of another person', async () => {
    const asked = await kaigong(
      'project plan request ZZY-010 --milestone accepted --to 2026-02-10 --change-id ch-1 --role projectManager --actor pm --reason rain',
    );
    const approved = await kaigong(`project plan approve ZZY-010 --change-id ch-1 ${by}`);

    expect([asked.code, approved.code]).toEqual([0, 0]);
    const { milestones } = await assessment('ZZY-010');
    expect(milestones.find(({ code }) => code === 'accepted')).toMatchObject({
      baseline: '2026-01-23',
      planned: '2026-02-10',
    });
  });

  it('takes the id of the command for the change when none is named', async () => {
    await kaigong(
      'project plan request ZZY-011 --milestone landSupplied --to 2026-02-10 --command-id ch-2 --role projectManager --reason rain',
    );

    const { milestones } = await assessment('ZZY-011');
    expect(milestones.find(({ code }) => code === 'landSupplied')?.planChange).toMatchObject({
      changeId: 'ch-2',
      requestedBy: 'tester',
    });
    expect((await kaigong(`project plan refuse ZZY-011 --change-id ch-2 ${by}`)).code).toBe(0);
  });

  it.each([
    ['assign ZZY-017 --post deputy --person 李 --from 2026-01-10', { people: { deputy: '李' } }],
    ['pause ZZY-019 --from 2026-01-10', { status: 'paused', colour: null }],
    ['resume ZZY-019 --on 2026-01-14', { status: 'active' }],
    ['terminate ZZY-020', { status: 'terminated', closed: true }],
    ['reopen ZZY-020', { status: 'active', closed: false }],
  ])('kaigong project %s', async (args, expected) => {
    const [, code = ''] = args.split(' ');

    const run = await kaigong(`project ${args} ${by}`);

    expect(run.err).toBe('');
    expect(run.code).toBe(0);
    expect(await assessment(code)).toMatchObject(expected);
  });

  it.each([
    [
      'forecast',
      '--milestone production --date 2027-01-10',
      { forecast: '2027-01-10' },
      'production',
    ],
    [
      'milestone',
      '--milestone energised --date 2026-01-12 --document-no D-1',
      { actual: '2026-01-12' },
      'energised',
    ],
    ['not-applicable', '--milestone equipmentIn', { state: 'notApplicable' }, 'equipmentIn'],
  ])('kaigong project %s %s', async (act, options, expected, milestone) => {
    const run = await kaigong(`project ${act} ZZY-017 ${options} ${by}`);

    expect(run.err).toBe('');
    const { milestones } = await assessment('ZZY-017');
    expect(milestones.find(({ code }) => code === milestone)).toMatchObject(expected);
  });

  it('confirms a date that its owner reported', async () => {
    await kaigong(
      'project milestone ZZY-015 --milestone accepted --date 2026-01-13 --role projectManager --actor pm --reason seen',
    );

    const run = await kaigong(
      `project confirm ZZY-015 --about milestone --milestone accepted --decision accept ${by}`,
    );

    expect(run).toMatchObject({ code: 0, err: '' });
  });

  it('ends with 1 and the reason when the core refuses', async () => {
    const { code, err } = await kaigong(`project resume ZZY-001 --on 2026-01-10 ${by}`);

    expect(code).toBe(1);
    expect(err).toContain('The project is not paused. (NOT_PAUSED)');
  });

  it.each([
    ['project pause ZZY-001 --from 2026-01-10 --reason because', '--role'],
    ['project pause ZZY-001 --from 2026-01-10 --role king --reason because', 'mainLeader'],
    [`project forecast ZZY-001 --date 2026-02-30 --milestone production ${by}`, 'expected a day'],
  ])('ends with 2 for %s', async (args, says) => {
    const { code, err } = await kaigong(args);

    expect(code).toBe(2);
    expect(err).toContain(says);
  });
});

describe('what has come in', () => {
  it.each([
    ['source list', 'No source has spoken yet.'],
    ['stuck', 'Nothing is stuck.'],
    ['parked list', 'Nothing is parked.'],
    ['parked show ZZY-777', 'Nothing waits for this project.'],
    ['deadletter list', 'No dead letters wait for anybody.'],
  ])('kaigong %s says so when there is nothing', async (args, says) => {
    expect(await kaigong(args)).toMatchObject({ code: 0, out: says });
    expect(await json(args)).toEqual([]);
  });
});
