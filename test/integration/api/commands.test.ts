import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CommandAnswer, ProjectDetail } from '../../../api/responses.ts';
import type { Role } from '../../../domain/fact.ts';
import { aRegistration, plan } from '../../support/a-project.ts';
import {
  by,
  commandBody,
  createTestApi,
  PLAN,
  registerBody,
  type TestApi,
} from '../../support/api.ts';

interface Refused {
  type: string;
  data: object;
  role?: Role;
  status: number;
  code: string;
}

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

const project = async (code: string) =>
  (await api.get(`/projects/${code}`)).json<ProjectDetail>().assessment;

const milestone = async (code: string, milestoneCode: string) =>
  (await project(code)).milestones.find((one) => one.code === milestoneCode);

describe('POST /projects', () => {
  it('registers, says where the project is, and the next read shows it', async () => {
    const answer = await api.post('/projects', registerBody('R-1'));

    expect(answer.statusCode).toBe(201);
    expect(answer.headers.location).toBe('/projects/R-1');
    expect(answer.json()).toEqual({
      commandId: 'register-R-1',
      status: 'accepted',
      revision: 1,
      project: {
        code: 'R-1',
        status: 'active',
        phase: 'signing',
        stage: 'signed',
        colour: 'blue',
        closed: false,
      },
    });
    expect((await project('R-1')).stage).toBe('signed');
  });

  it('makes the plan from the day of signing alone', async () => {
    const registration = {
      ...aRegistration({ code: 'R-2' }),
      milestones: undefined,
      signedOn: '2026-01-10',
    };

    const answer = await api.post('/projects', registerBody('R-2', { registration }));

    expect(answer.statusCode).toBe(201);
    expect((await milestone('R-2', 'groundbreaking'))?.planned).toBe('2026-04-10');
  });

  it('gives its first outcome again when it is repeated, and changes nothing', async () => {
    const first = await api.post('/projects', registerBody('R-3'));

    const again = await api.post('/projects', registerBody('R-3'));

    expect(again.statusCode).toBe(201);
    expect(again.json()).toEqual(first.json());
    expect((await api.get('/projects/R-3')).json<ProjectDetail>().revision).toBe(1);
  });

  it('refuses a project that is registered already', async () => {
    await api.post('/projects', registerBody('R-4'));

    const answer = await api.post('/projects', registerBody('R-4', { commandId: 'another' }));

    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toMatchObject({ code: 'ALREADY_REGISTERED' });
  });

  it('names every fault of a registration by its path, and registers nothing', async () => {
    const registration = {
      ...aRegistration({
        code: 'R-5',
        milestones: [
          plan('signed', '2026-01-10'),
          plan('signed', '2026-01-11'),
          plan('moonLanding', '2026-01-12'),
        ],
        dependencies: [
          { on: 'R-5', milestone: 'accepted', gates: 'signed', type: 'blocks', lagDays: 0 },
        ],
      }),
    };

    const answer = await api.post('/projects', registerBody('R-5', { registration }));

    expect(answer.statusCode).toBe(400);
    expect(answer.json<{ errors: { path: string }[] }>().errors.map(({ path }) => path)).toEqual([
      'registration.milestones[1].code',
      'registration.milestones[2].code',
      'registration.dependencies[0].on',
    ]);
    expect((await api.get('/projects/R-5')).statusCode).toBe(404);
  });

  it.each([
    [{ template: 'castle' }, 'UNKNOWN_TEMPLATE'],
    [{ policy: 'rainbow' }, 'UNKNOWN_POLICY'],
  ])('knows no definitions for %j', async (over, code) => {
    const registration = aRegistration({ code: 'R-6', milestones: PLAN, ...over });

    const answer = await api.post('/projects', registerBody('R-6', { registration }));

    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ code });
  });

  it('refuses projects that would wait for each other in a circle', async () => {
    const waitsFor = (on: string) => [
      { on, milestone: 'production', gates: 'groundbreaking', type: 'blocks' as const, lagDays: 0 },
    ];
    await api.register({ code: 'C-1', dependencies: waitsFor('C-2') });

    const registration = aRegistration({
      code: 'C-2',
      milestones: PLAN,
      dependencies: waitsFor('C-1'),
    });
    const answer = await api.post('/projects', registerBody('C-2', { registration }));

    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toMatchObject({ code: 'DEPENDENCY_CYCLE', commandId: 'register-C-2' });
  });
});

describe('POST /projects/:code/commands', () => {
  it('takes effect before it answers', async () => {
    await api.register({ code: 'P-1' });

    const answer = await api.post(
      '/projects/P-1/commands',
      commandBody('f-1', 'forecast', { milestone: 'production', date: '2027-03-01' }),
    );

    expect(answer.statusCode).toBe(200);
    expect(answer.json<CommandAnswer>().revision).toBe(2);
    expect((await milestone('P-1', 'production'))?.forecast).toBe('2027-03-01');
  });

  it('keeps the old date colouring until a plan change is approved by somebody else', async () => {
    await api.register({ code: 'P-2' });
    const change = { changeId: 'later', milestone: 'groundbreaking', to: '2026-04-01' };
    await api.post(
      '/projects/P-2/commands',
      commandBody('c-1', 'requestPlanChange', change, 'projectManager'),
    );
    const asked = await milestone('P-2', 'groundbreaking');

    await api.post(
      '/projects/P-2/commands',
      commandBody('c-2', 'approvePlanChange', { changeId: 'later' }),
    );

    expect(asked).toMatchObject({ planned: '2026-02-01', planChange: { to: '2026-04-01' } });
    expect(await milestone('P-2', 'groundbreaking')).toMatchObject({
      baseline: '2026-02-01',
      planned: '2026-04-01',
    });
  });

  it('takes a command twice with the same id once', async () => {
    await api.register({ code: 'P-3' });
    const body = commandBody('same', 'forecast', { milestone: 'production', date: '2027-03-01' });

    const first = await api.post('/projects/P-3/commands', body);
    await api.post(
      '/projects/P-3/commands',
      commandBody('other', 'forecast', { milestone: 'production', date: '2027-04-01' }),
    );
    const again = await api.post('/projects/P-3/commands', body);

    expect(again.json<CommandAnswer>().revision).toBe(first.json<CommandAnswer>().revision);
    expect((await milestone('P-3', 'production'))?.forecast).toBe('2027-04-01');
  });

  it('tells a command id that was used for another command', async () => {
    await api.register({ code: 'P-4' });
    const url = '/projects/P-4/commands';
    await api.post(
      url,
      commandBody('taken', 'forecast', { milestone: 'production', date: '2027-03-01' }),
    );

    const answer = await api.post(
      url,
      commandBody('taken', 'forecast', { milestone: 'production', date: '2027-03-02' }),
    );

    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toMatchObject({ code: 'COMMAND_CONFLICT', commandId: 'taken' });
    expect((await milestone('P-4', 'production'))?.forecast).toBe('2027-03-01');
  });

  it('puts a person on a post', async () => {
    await api.register({ code: 'P-5' });

    await api.post(
      '/projects/P-5/commands',
      commandBody('a-1', 'assign', { post: 'manager', person: '李', from: '2026-01-10' }),
    );

    const { people } = await project('P-5');
    expect(people.manager).toBe('李');
  });

  it.each<Refused>([
    {
      type: 'forecast',
      data: { milestone: 'landSupplied', date: '2026-03-01' },
      status: 422,
      code: 'NOT_IN_PLAN',
    },
    {
      type: 'forecast',
      data: { milestone: 'moonLanding', date: '2026-03-01' },
      status: 422,
      code: 'UNKNOWN_MILESTONE',
    },
    {
      type: 'forecast',
      data: { milestone: 'signed', date: '2026-03-01' },
      status: 409,
      code: 'ALREADY_REACHED',
    },
    {
      type: 'recordMilestone',
      data: { milestone: 'groundbreaking', date: '2026-03-01' },
      status: 422,
      code: 'NOT_IN_FUTURE',
    },
    { type: 'approvePlanChange', data: { changeId: 'none' }, status: 422, code: 'UNKNOWN_CHANGE' },
    {
      type: 'requestPlanChange',
      data: { changeId: 'n', milestone: 'production', to: '2027-02-01' },
      status: 409,
      code: 'NOTHING_CHANGES',
    },
    { type: 'resume', data: { on: '2026-01-10' }, status: 409, code: 'NOT_PAUSED' },
    { type: 'reopen', data: {}, status: 409, code: 'NOT_CLOSED' },
    { type: 'terminate', data: {}, role: 'team', status: 403, code: 'ROLE_TOO_LOW' },
    {
      type: 'confirm',
      data: { about: 'milestone', milestone: 'production', decision: 'accept' },
      status: 409,
      code: 'NOTHING_TO_DECIDE',
    },
    {
      type: 'confirm',
      data: { about: 'softGate', milestone: 'production', decision: 'accept' },
      status: 422,
      code: 'DOCUMENT_REQUIRED',
    },
    {
      type: 'assign',
      data: { post: 'deputy', person: '李', from: '2026-02-01', to: '2026-01-01' },
      status: 422,
      code: 'INVALID_PERIOD',
    },
  ])(
    'refuses $type with $status $code',
    async ({ type, data, role = 'mainLeader', status, code }) => {
      await api.register({ code: `X-${code}` });

      const answer = await api.post(
        `/projects/X-${code}/commands`,
        commandBody(`x-${code}`, type, data, role),
      );

      expect(answer.statusCode).toBe(status);
      expect(answer.headers['content-type']).toMatch('application/problem+json');
      expect(answer.json()).toMatchObject({ status, code, commandId: `x-${code}` });
    },
  );

  it('refuses what comes in the wrong state of the project', async () => {
    await api.register({ code: 'S-1' });
    const act = async (id: string, type: string, data: object = {}) =>
      (await api.post('/projects/S-1/commands', commandBody(id, type, data))).json<{
        code?: string;
      }>().code;
    const change = { changeId: 'one', milestone: 'production', to: '2027-03-01' };
    await act('s-1', 'requestPlanChange', change);
    await act('s-2', 'pause', { from: '2026-01-10' });

    expect(await act('s-3', 'requestPlanChange', { ...change, changeId: 'two' })).toBe(
      'CHANGE_OPEN',
    );
    expect(await act('s-4', 'approvePlanChange', { changeId: 'one' })).toBe('SAME_PERSON');
    expect(await act('s-5', 'pause', { from: '2026-01-12' })).toBe('ALREADY_PAUSED');
    await act('s-6', 'terminate');
    expect(await act('s-7', 'resume', { on: '2026-01-14' })).toBe('PROJECT_CLOSED');
    expect(await act('s-8', 'reopen')).toBeUndefined();
  });

  it('knows no project to act on', async () => {
    const answer = await api.post('/projects/none/commands', commandBody('n-1', 'reopen'));

    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ code: 'PROJECT_NOT_FOUND' });
  });

  it.each([
    [{ ...by('team') }, ['type']],
    [commandBody('i-1', 'forecast', { milestone: 'production', date: '2026-02-30' }), ['date']],
    [commandBody('i-2', 'forecast', { milestone: 'production', date: '2027-03-01', dat: 1 }), ['']],
    [commandBody('i-3', 'dance'), ['type']],
    [{ ...commandBody('i-4', 'terminate'), reason: ' ' }, ['reason']],
    [{ ...commandBody('i-5', 'terminate'), actor: { id: 'x', role: 'king' } }, ['actor.role']],
  ])('refuses the body %j and says where', async (body, paths) => {
    const answer = await api.post('/projects/none/commands', body);

    expect(answer.statusCode).toBe(400);
    expect(answer.json<{ errors: { path: string }[] }>().errors.map(({ path }) => path)).toEqual(
      paths,
    );
  });
});
