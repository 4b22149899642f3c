import { describe, expect, it } from '@jest/globals';
import type { AlertCase } from '../../../../domain/alert/case.ts';
import type { Actor, CommandFact, Fact, FactData } from '../../../../domain/fact.ts';
import { fold } from '../../../../domain/fold.ts';
import { judge } from '../../../../domain/judge.ts';
import {
  aCommand,
  aRegistration,
  definitionsWith,
  divisionLeader,
  mainLeader,
  manager,
  person,
  plan,
  registered,
  team,
} from '../../../support/a-project.ts';
import { aCase } from '../../../support/a-notice.ts';

const TODAY = '2026-06-15';
const NOW = '2026-06-15T02:00:00.000Z';
const EARLIER = '2026-06-15T01:00:00.000Z';
const DUE = 'groundbreaking/due';

// 14 days late: yellow.
const project = registered(
  aRegistration({ milestones: [plan('groundbreaking', '2026-06-01')], manager: 'pm-1' }),
);
const cases: AlertCase[] = [aCase({ id: DUE })];

function code(
  command: CommandFact,
  facts: readonly Fact[] = [],
  byHand: 'asShipped' | 'notAtAll' = 'asShipped',
): string {
  const definitions = definitionsWith({}, ({ policy }) => {
    if (byHand === 'notAtAll') delete policy.overrideUpToDays;
  });
  const said = judge(command, fold([project, ...facts]), definitions, NOW, {
    closed: false,
    cases,
  });
  return said.accepted ? 'accepted' : said.code;
}

type Given<T extends keyof FactData> = Partial<Omit<FactData[T], 'actor' | 'reason'>> & {
  actor?: Actor;
};

const instruct = (over: Given<'command.instruct.v1'> = {}, at = NOW) =>
  aCommand('command.instruct.v1', at, {
    ...{ instructionId: 'P-1', text: '请协调', owner: 'liaison-1', due: '2026-06-30' },
    actor: mainLeader,
    ...over,
  });
const report = (over: Given<'command.reportInstruction.v1'> = {}, at = NOW) =>
  aCommand('command.reportInstruction.v1', at, {
    ...{ instructionId: 'P-1', text: '已办', done: true },
    actor: person('liaison-1', 'permitLiaison'),
    ...over,
  });
const exempt = (over: Given<'command.exempt.v1'> = {}, at = NOW) =>
  aCommand('command.exempt.v1', at, {
    ...{ signal: DUE, documentNo: '园办〔2026〕8号' },
    actor: divisionLeader,
    ...over,
  });
const endExemption = (actor = divisionLeader) =>
  aCommand('command.endExemption.v1', NOW, { signal: DUE, actor });
const override = (over: Given<'command.override.v1'> = {}, at = NOW) =>
  aCommand('command.override.v1', at, {
    ...{ colour: 'red' as const, until: '2026-07-15', requestedBy: 'team-1' },
    actor: divisionLeader,
    ...over,
  });
const endOverride = (actor: Actor = divisionLeader) =>
  aCommand('command.endOverride.v1', NOW, { actor });
const paused = aCommand('command.pause.v1', '2026-06-10', { from: '2026-06-10', actor: team });
const given = instruct({}, EARLIER);
const asManager = { actor: { ...divisionLeader, id: 'pm-1' } };

describe('a command about alerts', () => {
  it.each<{ expected: string; why: string; said: Parameters<typeof code> }>([
    { expected: 'ROLE_TOO_LOW', why: 'a manager instructs', said: [instruct({ actor: manager })] },
    {
      expected: 'ROLE_TOO_LOW',
      why: 'the office instructs in its own name',
      said: [instruct({ actor: team })],
    },
    {
      expected: 'ROLE_TOO_LOW',
      why: "a manager writes down a leader's word",
      said: [instruct({ actor: manager, onBehalfOf: 'leader-9' })],
    },
    { expected: 'INVALID_PERIOD', why: 'due', said: [instruct({ due: '2026-06-14' })] },
    { expected: 'ALREADY_INSTRUCTED', why: 'its id is taken', said: [instruct(), [given]] },
    {
      expected: 'UNKNOWN_ALERT',
      why: 'it is about no alert',
      said: [instruct({ alertId: 'alert/ZZY-900/accepted/due' })],
    },
    {
      expected: 'UNKNOWN_ALERT',
      why: 'it is about an alert of another project',
      said: [instruct({ alertId: `alert/ZZY-901/${DUE}` })],
    },
    { expected: 'UNKNOWN_INSTRUCTION', why: 'nobody gave it', said: [report()] },
    {
      expected: 'ROLE_TOO_LOW',
      why: 'somebody reports who does not own it',
      said: [report({ actor: manager }), [given]],
    },
    {
      expected: 'NOTHING_CHANGES',
      why: 'it is done already',
      said: [report(), [given, report({}, EARLIER)]],
    },
    { expected: 'ROLE_TOO_LOW', why: 'the team excuses', said: [exempt({ actor: team })] },
    { expected: 'SAME_PERSON', why: 'the manager excuses himself', said: [exempt(asManager)] },
    {
      expected: 'UNKNOWN_SIGNAL',
      why: 'nothing is wrong there',
      said: [exempt({ signal: 'accepted/due' })],
    },
    {
      expected: 'DOCUMENT_REQUIRED',
      why: 'no document bears it out',
      said: [exempt({ documentNo: ' ' })],
    },
    { expected: 'INVALID_PERIOD', why: 'over', said: [exempt({ until: '2026-06-14' })] },
    { expected: 'NOTHING_TO_DECIDE', why: 'nothing is excused', said: [endExemption()] },
    {
      expected: 'ROLE_TOO_LOW',
      why: 'the team ends an excuse',
      said: [endExemption(team), [exempt({}, EARLIER)]],
    },
    { expected: 'ROLE_TOO_LOW', why: 'the team approves', said: [override({ actor: team })] },
    {
      expected: 'SAME_PERSON',
      why: 'who asked for a colour approves it',
      said: [override({ requestedBy: divisionLeader.id })],
    },
    { expected: 'NOTHING_CHANGES', why: 'it is so', said: [override({ colour: 'yellow' })] },
    {
      expected: 'NOTHING_TO_DECIDE',
      why: 'paused projects are grey',
      said: [override(), [paused]],
    },
    { expected: 'INVALID_PERIOD', why: 'gone by', said: [override({ until: '2026-06-14' })] },
    { expected: 'PERIOD_TOO_LONG', why: '31 days', said: [override({ until: '2026-07-16' })] },
    {
      expected: 'PERIOD_TOO_LONG',
      why: 'the policy knows no colour set by hand',
      said: [override({ until: TODAY }), [], 'notAtAll'],
    },
    { expected: 'NOTHING_TO_DECIDE', why: 'none is set by hand', said: [endOverride()] },
    {
      expected: 'ROLE_TOO_LOW',
      why: 'the manager takes back what others asked for',
      said: [endOverride(manager), [override({}, EARLIER)]],
    },
  ])('is refused with $expected when $why', ({ expected, said }) => {
    expect(code(...said)).toBe(expected);
  });

  it.each<{ what: string; said: Parameters<typeof code> }>([
    { what: 'an instruction by a leader', said: [instruct()] },
    { what: 'one for today', said: [instruct({ due: TODAY })] },
    {
      what: "a leader's word, written down by the office",
      said: [instruct({ actor: person('office-1', 'supervision'), onBehalfOf: 'leader-9' })],
    },
    { what: 'one about an alert', said: [instruct({ alertId: `alert/ZZY-900/${DUE}` })] },
    { what: 'a report by its owner', said: [report(), [given]] },
    { what: 'a report by the team', said: [report({ actor: team }), [given]] },
    {
      what: 'that it is not done after all',
      said: [report({ done: false }), [given, report({}, EARLIER)]],
    },
    { what: 'an excuse', said: [exempt()] },
    { what: 'an excuse until today', said: [exempt({ until: TODAY })] },
    { what: 'the end of an excuse', said: [endExemption(), [exempt({}, EARLIER)]] },
    { what: 'a colour for 30 days', said: [override()] },
    { what: 'a better colour until today', said: [override({ colour: 'green', until: TODAY })] },
    {
      what: 'a longer time for a colour that is set',
      said: [override(), [override({ until: TODAY }, EARLIER)]],
    },
    { what: 'the end of a set colour', said: [endOverride(), [override({}, EARLIER)]] },
    {
      what: 'its end by whoever asked for it',
      said: [endOverride(team), [override({}, EARLIER)]],
    },
  ])('is accepted: $what', ({ said }) => {
    expect(code(...said)).toBe('accepted');
  });
});
