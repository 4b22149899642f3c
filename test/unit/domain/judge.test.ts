import { describe, expect, it } from '@jest/globals';
import type { Traits } from '../../../domain/approval/template.ts';
import type { CommandFact, Fact } from '../../../domain/fact.ts';
import { fold } from '../../../domain/fold.ts';
import { judge } from '../../../domain/judge.ts';
import { REFUSAL_CODES } from '../../../domain/verdict.ts';
import {
  aCommand,
  aRegistration,
  constructionPermit,
  definitionsWith,
  divisionLeader,
  mainLeader,
  manager,
  person,
  plan,
  registered,
  reported,
  team,
  voided,
} from '../../support/a-project.ts';

const TODAY = '2026-06-15';
const NOW = '2026-06-15T02:00:00.000Z';
const EARLIER = '2026-06-15T01:00:00.000Z';

const project = registered(
  aRegistration({
    milestones: [
      plan('signed', '2026-01-05', { actual: '2026-01-05' }),
      plan('constructionPermit', '2026-03-01'),
      plan('groundbreaking', '2026-06-01', { redLine: true }),
      plan('accepted', '2026-12-01'),
    ],
  }),
);

function verdict(command: CommandFact, facts: readonly Fact[] = [project], closed = false) {
  const dossier = facts.length > 0 ? fold(facts) : undefined;
  return judge(command, dossier, definitionsWith(), NOW, { closed });
}

const code = (...given: Parameters<typeof verdict>) => {
  const said = verdict(...given);
  return said.accepted ? 'accepted' : said.code;
};

const request = (milestone: string, to: string, changeId = 'change-1') =>
  aCommand('command.requestPlanChange.v1', EARLIER, { changeId, milestone, to });
const approve = (actor = team, changeId = 'change-1') =>
  aCommand('command.approvePlanChange.v1', NOW, { changeId, actor });
const refusal = (changeId: string, actor = team) =>
  aCommand('command.refusePlanChange.v1', NOW, { changeId, actor });
const forecast = (milestone: string, date = '2026-12-24') =>
  aCommand('command.forecast.v1', NOW, { milestone, date });
const record = (milestone: string, date = TODAY, actor = team) =>
  aCommand('command.recordMilestone.v1', NOW, { milestone, date, actor });
const traits = (stated: Traits) => aCommand('command.stateTraits.v1', NOW, { traits: stated });
const skip = (milestone: string, actor = team) =>
  aCommand('command.markNotApplicable.v1', NOW, { milestone, actor });
const pause = (from: string, actor = team) => aCommand('command.pause.v1', NOW, { from, actor });
const resume = (on: string) => aCommand('command.resume.v1', NOW, { on, actor: team });
const terminate = (actor = divisionLeader) => aCommand('command.terminate.v1', NOW, { actor });
const reopen = (actor = divisionLeader) => aCommand('command.reopen.v1', NOW, { actor });
const assign = (from: string, to?: string) =>
  aCommand('command.assign.v1', NOW, {
    post: 'deputy',
    person: 'pm-2',
    from,
    ...(to === undefined ? {} : { to }),
  });
type About = 'milestone' | 'withdrawal' | 'worksWithoutPermit' | 'softGate';
const confirm = (about: About, milestone: string, actor = team, documentNo?: string) =>
  aCommand('command.confirm.v1', NOW, {
    about,
    milestone,
    decision: 'accept',
    actor,
    ...(documentNo === undefined ? {} : { documentNo }),
  });
const register = (...milestones: string[]) =>
  aCommand('command.register.v1', NOW, {
    registration: aRegistration({ milestones: milestones.map((one) => plan(one, TODAY)) }),
    actor: person('office', 'administrator'),
  });

const permit = constructionPermit('2026-03-01');
const works = reported('groundbreaking', '2026-06-10', 'team');
const withdrawnPermit = [project, permit, voided(permit, '2026-06-01')];
const pausedProject = [project, aCommand('command.pause.v1', '2026-06-01', { from: '2026-06-01' })];
const reportedWorks = [project, permit, reported('groundbreaking', '2026-06-10')];

const REFUSED: { why: string; expected: string; given: Parameters<typeof verdict> }[] = [
  {
    expected: 'NOT_REGISTERED',
    why: 'nobody has registered the project',
    given: [pause(TODAY), []],
  },
  { expected: 'ALREADY_REGISTERED', why: 'it is registered', given: [register('accepted')] },
  { expected: 'UNKNOWN_MILESTONE', why: 'its plan names one', given: [register('opening'), []] },
  { expected: 'UNKNOWN_MILESTONE', why: 'one is recorded', given: [record('opening')] },
  { expected: 'UNKNOWN_MILESTONE', why: 'one is skipped', given: [skip('opening')] },
  { expected: 'UNKNOWN_MILESTONE', why: 'one is forecast', given: [forecast('opening')] },
  { expected: 'UNKNOWN_TRAIT', why: 'nobody asks for it', given: [traits({ size: 3 })] },
  { expected: 'UNKNOWN_TRAIT', why: 'it can be only yes or no', given: [traits({ needsGas: 1 })] },
  { expected: 'NOT_IN_PLAN', why: 'the plan lacks it', given: [forecast('production')] },
  { expected: 'NOT_IN_PLAN', why: 'moved', given: [request('production', TODAY)] },
  { expected: 'ALREADY_REACHED', why: 'it was reached', given: [record('signed')] },
  { expected: 'ALREADY_REACHED', why: 'the past is forecast', given: [forecast('signed')] },
  { expected: 'ALREADY_REACHED', why: 'moved', given: [request('signed', TODAY)] },
  { expected: 'ALREADY_REACHED', why: 'it is skipped', given: [skip('signed')] },
  {
    expected: 'ALREADY_REACHED',
    why: 'it was skipped before',
    given: [record('accepted'), [project, skip('accepted')]],
  },
  { expected: 'NOT_IN_FUTURE', why: 'recorded ahead', given: [record('accepted', '2026-06-16')] },
  { expected: 'NOT_IN_FUTURE', why: 'paused ahead', given: [pause('2026-06-16')] },
  {
    expected: 'NOT_IN_FUTURE',
    why: 'resumed ahead',
    given: [resume('2026-06-16'), pausedProject],
  },
  { expected: 'PROJECT_CLOSED', why: 'it is closed', given: [record('accepted'), [project], true] },
  {
    expected: 'PROJECT_CLOSED',
    why: 'it is terminated',
    given: [record('accepted'), [project, terminate()]],
  },
  { expected: 'NOT_CLOSED', why: 'reopened while open', given: [reopen()] },
  { expected: 'ALREADY_PAUSED', why: 'paused twice', given: [pause(TODAY), pausedProject] },
  { expected: 'NOT_PAUSED', why: 'resumed while it runs', given: [resume(TODAY)] },
  { expected: 'UNKNOWN_CHANGE', why: 'no such change is asked for', given: [approve()] },
  { expected: 'UNKNOWN_CHANGE', why: 'no such change to refuse', given: [refusal('change-9')] },
  {
    expected: 'UNKNOWN_CHANGE',
    why: 'it was refused already',
    given: [approve(), [project, request('accepted', '2026-12-10'), refusal('change-1')]],
  },
  {
    expected: 'CHANGE_OPEN',
    why: 'another waits for approval',
    given: [
      request('accepted', '2026-12-24', 'change-2'),
      [project, request('accepted', '2026-12-10')],
    ],
  },
  {
    expected: 'NOTHING_CHANGES',
    why: 'moved to its day',
    given: [request('accepted', '2026-12-01')],
  },
  {
    expected: 'ROLE_TOO_LOW',
    why: 'the team approves a move of more than 14 days',
    given: [approve(team), [project, request('accepted', '2026-12-16')]],
  },
  {
    expected: 'ROLE_TOO_LOW',
    why: 'a division leader moves a red line by a day',
    given: [approve(divisionLeader), [project, request('groundbreaking', '2026-06-02')]],
  },
  { expected: 'ROLE_TOO_LOW', why: 'a manager pauses', given: [pause(TODAY, manager)] },
  { expected: 'ROLE_TOO_LOW', why: 'a manager skips', given: [skip('accepted', manager)] },
  { expected: 'ROLE_TOO_LOW', why: 'the team terminates', given: [terminate(team)] },
  { expected: 'ROLE_TOO_LOW', why: 'the team reopens', given: [reopen(team), [project], true] },
  {
    expected: 'ROLE_TOO_LOW',
    why: 'the team decides on works without a permit',
    given: [confirm('worksWithoutPermit', 'groundbreaking'), [project, works, skip('accepted')]],
  },
  {
    expected: 'ROLE_TOO_LOW',
    why: 'the team decides on a withdrawal',
    given: [confirm('withdrawal', 'constructionPermit'), withdrawnPermit],
  },
  {
    expected: 'ROLE_TOO_LOW',
    why: 'another manager confirms',
    given: [
      confirm('milestone', 'groundbreaking', person('pm-2', 'projectManager')),
      reportedWorks,
    ],
  },
  {
    expected: 'SAME_PERSON',
    why: 'whoever asked for a change approves it',
    given: [
      approve({ ...manager, role: 'mainLeader' }),
      [project, request('accepted', '2026-12-10')],
    ],
  },
  {
    expected: 'SAME_PERSON',
    why: 'whoever recorded a day confirms it',
    given: [
      confirm('milestone', 'groundbreaking', { ...manager, role: 'team' }),
      [project, permit, record('groundbreaking', '2026-06-10', manager)],
    ],
  },
  {
    expected: 'NOTHING_TO_DECIDE',
    why: 'nothing was reported',
    given: [confirm('milestone', 'groundbreaking')],
  },
  {
    expected: 'NOTHING_TO_DECIDE',
    why: 'it was confirmed before',
    given: [
      confirm('milestone', 'groundbreaking'),
      [...reportedWorks, confirm('milestone', 'groundbreaking')],
    ],
  },
  {
    expected: 'NOTHING_TO_DECIDE',
    why: 'the permit is there',
    given: [
      confirm('worksWithoutPermit', 'groundbreaking', divisionLeader),
      [project, permit, works],
    ],
  },
  {
    expected: 'NOTHING_TO_DECIDE',
    why: 'the milestone has no soft gate',
    given: [confirm('softGate', 'accepted', team, '1号')],
  },
  {
    expected: 'DOCUMENT_REQUIRED',
    why: 'a soft gate is passed by a reason',
    given: [confirm('softGate', 'production')],
  },
  {
    expected: 'INVALID_PERIOD',
    why: 'an assignment ends before it begins',
    given: [assign('2026-06-10', '2026-06-09')],
  },
  {
    expected: 'INVALID_PERIOD',
    why: 'resumed before it was paused',
    given: [resume('2026-05-31'), pausedProject],
  },
  {
    expected: 'INVALID_PERIOD',
    why: 'a day gone by is forecast',
    given: [forecast('accepted', '2026-06-14')],
  },
];

describe('a command', () => {
  it.each(REFUSED)('is refused with $expected when $why', ({ expected, given }) => {
    expect(code(...given)).toBe(expected);
  });

  it('has a test for every code that the core refuses with', () => {
    // Cycles are found across projects, in settlement.
    const codes = REFUSAL_CODES.filter((one) => one !== 'DEPENDENCY_CYCLE');

    expect(new Set(REFUSED.map(({ expected }) => expected))).toEqual(new Set(codes));
  });

  it.each<{ what: string; given: Parameters<typeof verdict> }>([
    { what: 'registering a new project', given: [register('accepted'), []] },
    { what: 'asking for a move', given: [request('accepted', '2026-12-15')] },
    {
      what: 'a move of 14 days, by the team',
      given: [approve(team), [project, request('accepted', '2026-12-15')]],
    },
    {
      what: 'a move of 14 days back, by the team',
      given: [approve(team), [project, request('accepted', '2026-11-17')]],
    },
    {
      what: 'a move of 15 days, by a division leader',
      given: [approve(divisionLeader), [project, request('accepted', '2026-12-16')]],
    },
    {
      what: 'the move of a red line, by a main leader',
      given: [approve(mainLeader), [project, request('groundbreaking', '2026-07-01')]],
    },
    {
      what: 'refusing a move',
      given: [refusal('change-1'), [project, request('accepted', '2026-12-15')]],
    },
    {
      what: 'asking again after a refusal',
      given: [
        request('accepted', '2026-12-20', 'change-2'),
        [project, request('accepted', '2026-12-15'), refusal('change-1')],
      ],
    },
    { what: 'a forecast for today', given: [forecast('accepted', TODAY)] },
    { what: 'a milestone of today', given: [record('accepted')] },
    { what: 'a milestone outside the plan', given: [record('landPermit')] },
    { what: 'a skipped milestone', given: [skip('accepted')] },
    { what: 'a pause from today on', given: [pause(TODAY)] },
    { what: 'going on on the day of the pause', given: [resume('2026-06-01'), pausedProject] },
    { what: 'terminating by a leader', given: [terminate()] },
    { what: 'reopening what is closed', given: [reopen(), [project], true] },
    { what: 'reopening what is terminated', given: [reopen(), [project, terminate()]] },
    { what: 'an assignment of one day', given: [assign(TODAY, TODAY)] },
    {
      what: 'a confirmation by the team',
      given: [confirm('milestone', 'groundbreaking'), reportedWorks],
    },
    {
      what: 'a decision on works without a permit',
      given: [confirm('worksWithoutPermit', 'groundbreaking', divisionLeader), [project, works]],
    },
    {
      what: 'a decision on a withdrawal',
      given: [confirm('withdrawal', 'constructionPermit', divisionLeader), withdrawnPermit],
    },
    {
      what: 'a soft gate with its document',
      given: [confirm('softGate', 'production', team, '1号')],
    },
    {
      what: 'a plan change while paused',
      given: [request('accepted', '2026-12-15'), pausedProject],
    },
  ])('is accepted: $what', ({ given }) => {
    expect(verdict(...given)).toEqual({ accepted: true });
  });

  it('may record anew what a leader kept in spite of a withdrawn proof', () => {
    const kept = aCommand('command.confirm.v1', '2026-06-02', {
      about: 'withdrawal',
      milestone: 'constructionPermit',
      decision: 'return',
      actor: divisionLeader,
    });

    expect(verdict(record('constructionPermit'), [...withdrawnPermit, kept])).toEqual({
      accepted: true,
    });
  });

  it('tells whoever is refused why, and what to do instead', () => {
    expect(verdict(approve(team), [project, request('accepted', '2026-12-16')])).toEqual({
      accepted: false,
      code: 'ROLE_TOO_LOW',
      message: 'This move needs divisionLeader; team is not enough.',
    });
    expect(verdict(record('accepted', '2026-06-16'))).toEqual({
      accepted: false,
      code: 'NOT_IN_FUTURE',
      message: '2026-06-16 lies after today, 2026-06-15; give a forecast for what is to come.',
    });
    expect(verdict(record('accepted'), [project], true)).toMatchObject({
      message: 'The project is completed; reopen it first, with a reason.',
    });
  });
});
