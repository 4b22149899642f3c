import { describe, expect, it } from '@jest/globals';
import type { AlertCase } from '../../../../domain/alert/case.ts';
import type { CaseCommand, CaseCommandType } from '../../../../domain/alert/fact.ts';
import { judgeCase } from '../../../../domain/alert/judge-case.ts';
import { stepsOf } from '../../../../domain/alert/steps.ts';
import type { Assessment } from '../../../../domain/assessment.ts';
import type { Actor } from '../../../../domain/fact.ts';
import {
  aCommand,
  aFact,
  certificate,
  corrected,
  divisionLeader,
  manager,
  person,
  team,
} from '../../../support/a-project.ts';
import {
  aSignal,
  at,
  calendar,
  caseOf,
  defaultPolicy,
  follow,
  saying,
} from '../../../support/following.ts';

const ID = 'production/due';
const alertId = `alert/ZZY-900/${ID}`;

function act(
  name: CaseCommandType extends `command.${infer N}.v1` ? N : never,
  when: string,
  data: Record<string, unknown> = {},
  actor: Actor = manager,
): CaseCommand {
  // `as`: the data differ from act to act, and the test gives what each of them takes
  const whole = { alertId, actor, ...data } as never;
  return aCommand(`command.${name}.v1`, at(when), whole);
}

const kindsOf = ({ records }: { records: { record: { kind: string } }[] }) =>
  records.map(({ record }) => record.kind);

const red = { signals: [aSignal(ID, 'red')] };
const yellow = { signals: [aSignal(ID, 'yellow')] };
const raisedRed = follow([], at('2026-03-04 10:00'), red);
const raisedYellow = follow([], at('2026-03-04 10:00'), yellow);

describe('the cases of a project', () => {
  it('are one for each signal, told of by what it is, and stay as they are with nothing new', () => {
    const again = follow(raisedRed.cases, at('2026-03-04 11:00'), red);

    expect(raisedRed.cases).toMatchObject([{ id: ID, episode: 1, state: 'open', severity: 'red' }]);
    expect(kindsOf(raisedRed)).toEqual(['opened']);
    expect(again).toEqual({ cases: raisedRed.cases, records: [], changed: [] });
  });

  it('worsen in place: another acknowledgement is asked for, and a snooze is over', () => {
    const acts = [act('snooze', '2026-03-05 10:00')];
    const snoozed = follow(raisedYellow.cases, at('2026-03-05 10:00'), { ...yellow, acts });
    const worse = follow(snoozed.cases, at('2026-03-09 00:00'), { ...red, bornBy: 'date' });
    const one = caseOf(worse, ID);

    expect(kindsOf(worse)).toEqual(['worsened']);
    expect(one).toMatchObject({ severity: 'red', worst: 'red', bornBy: 'date', episode: 1 });
    expect([one.acknowledged, one.snoozed]).toEqual([undefined, undefined]);
    expect(one.toldAt).toBe(at('2026-03-09 08:30'));
  });

  it('ease in place, which rings nobody', () => {
    const better = caseOf(follow(raisedRed.cases, at('2026-03-05 10:00'), yellow), ID);

    expect(better).toMatchObject({ severity: 'yellow', worst: 'red', state: 'open' });
    expect(stepsOf(better, calendar)[0]).toMatchObject({ kind: 'notify', how: 'digest' });
  });

  it('stop climbing at once when the facts clear them; blue closes itself', () => {
    const blue = follow([], at('2026-03-04 10:00'), { signals: [aSignal(ID, 'blue')] });
    const cleared = follow(raisedRed.cases, at('2026-03-04 11:00'));

    expect(caseOf(cleared, ID).state).toBe('toVerify');
    expect(stepsOf(caseOf(cleared, ID), calendar)).toMatchObject([{ to: ['team'], how: 'digest' }]);
    expect(caseOf(follow(blue.cases, at('2026-03-05 10:00')), ID).closed?.cause).toBe('CLEARED');
  });

  it('close by themselves if nobody was told yet', () => {
    const night = follow([], at('2026-03-04 22:00'), red);

    expect(caseOf(follow(night.cases, at('2026-03-05 07:00')), ID).closed?.cause).toBe('CLEARED');
  });

  it.each([
    ['yellow', 'certified', 'closed'],
    ['yellow', 'confirmed', 'toVerify'],
    ['red', 'certified', 'toVerify'],
  ] as const)('that were %s and are cleared by a %s day are then %s', (colour, evidence, state) => {
    const raised = follow([], at('2026-03-04 10:00'), { signals: [aSignal(ID, colour)] });
    const facts = [{ source: '/permit/x', id: 'c-1' }];
    const reached = milestoneOf({ code: 'production', state: 'reached', evidence, facts });
    const one = caseOf(
      follow(raised.cases, at('2026-03-05 10:00'), { says: { milestones: [reached] } }),
      ID,
    );

    expect(one.state).toBe(state);
    expect(one.cleared).toMatchObject({ facts, certified: evidence === 'certified' });
  });

  it('close as data that was wrong when the fact behind them was corrected', () => {
    const [accepted] = [certificate('受理', '2026-03-01')];
    const id = 'G19/limit';
    const limit = aSignal(id, 'red', { facts: [{ source: accepted.source, id: accepted.id }] });
    const raised = follow([], at('2026-03-04 10:00'), { signals: [limit] });
    const fix = corrected(accepted, at('2026-03-05 09:00'), { occurredAt: '2026-03-03' });
    const before = saying([limit]);
    const wrong = follow(raised.cases, at('2026-03-05 10:00'), { before, facts: [accepted, fix] });
    const decided = aFact('permit.decision.made.v1', at('2026-03-05 09:30'), {
      itemCode: 'G19',
      decision: 'approved',
    });
    const both = { before, facts: [accepted, fix, decided] };

    expect(caseOf(wrong, id).closed?.cause).toBe('DATA_CORRECTED');
    expect(caseOf(follow(raised.cases, at('2026-03-05 10:00'), both), id).state).toBe('toVerify');
  });

  it('close when they are excused, and when the project is over', () => {
    const exempt = aSignal(ID, 'red', {
      exempt: { documentNo: '政办〔2026〕1号', by: 'leader-1' },
    });
    const excused = follow(raisedRed.cases, at('2026-03-05 10:00'), {
      signals: [exempt],
      desired: [],
    });
    const over = follow(raisedRed.cases, at('2026-03-05 10:00'), { says: { closed: true } });

    expect(caseOf(excused, ID).closed?.cause).toBe('EXEMPTED');
    expect(caseOf(over, ID).closed?.cause).toBe('PROJECT_CLOSED');
  });

  it('rest while the project is paused, and are told again when it goes on', () => {
    const paused = follow(raisedRed.cases, at('2026-03-05 10:00'), { says: { status: 'paused' } });
    const resumed = follow(paused.cases, at('2026-04-01 10:00'), red);

    expect(stepsOf(caseOf(paused, ID), calendar)).toEqual([]);
    expect(kindsOf(paused)).toEqual(['hidden']);
    expect(kindsOf(resumed)).toEqual(['shown']);
    expect(caseOf(resumed, ID).toldAt).toBe(at('2026-04-01 10:00'));
  });

  it('climb no further while a source is silent that could clear them', () => {
    const unverified = {
      sources: ['/site/x'],
      verifiedOn: '2026-03-01',
      heldColour: 'green' as const,
    };
    const doubtful = { signals: [aSignal(ID, 'red', { unverified })] };
    const held = follow(raisedRed.cases, at('2026-03-05 10:00'), doubtful);

    expect(caseOf(held, ID)).toMatchObject({ state: 'open', hiddenBy: 'unverified' });
    expect(stepsOf(caseOf(held, ID), calendar)).toEqual([]);
    expect(follow([], at('2026-03-05 10:00'), doubtful).cases).toEqual([]);
  });

  it('of a red stage hide its yellow items, and no other', () => {
    const ref = (id: string) => ({ source: '/permit/x', id });
    const umbrella = aSignal('stage:2/umbrella', 'red', { facts: [ref('a'), ref('b')] });
    const own = aSignal('G07/limit', 'yellow', { facts: [ref('a')] });
    const other = aSignal('G19/limit', 'yellow', { facts: [ref('c')] });
    const bad = aSignal('G08/limit', 'red', { facts: [ref('b')] });
    const followed = follow([], at('2026-03-04 10:00'), { signals: [umbrella, own, other, bad] });
    const hidden = followed.cases.map(({ id, hiddenBy }) => [id, hiddenBy]);

    expect(Object.fromEntries(hidden)).toEqual({
      'stage:2/umbrella': undefined,
      'G07/limit': 'stage:2/umbrella',
      'G19/limit': undefined,
      'G08/limit': undefined,
    });
  });

  it.each([
    [
      'a yellow stage hides none of its items',
      'stage:2/umbrella',
      'yellow',
      'G07/limit',
      undefined,
    ],
    ['a late milestone hides that it was expected late', 'a/due', 'yellow', 'a/forecast', 'a/due'],
    ['one that is only near does not', 'a/due', 'blue', 'a/forecast', undefined],
    ['nor does another milestone', 'b/due', 'red', 'a/forecast', undefined],
  ] as const)('inhibit by cause: %s', (_title, loud, colour, quiet, hiddenBy) => {
    const facts = [{ source: '/permit/x', id: 'a' }];
    const signals = [aSignal(loud, colour, { facts }), aSignal(quiet, 'yellow', { facts })];

    expect(caseOf(follow([], at('2026-03-04 10:00'), { signals }), quiet).hiddenBy).toBe(hiddenBy);
  });

  it('keep the ladder and the policy that raised them until a recheck, which repeats nothing', () => {
    const stricter = structuredClone(defaultPolicy);
    stricter.version = '2027.1';
    for (const ladder of stricter.alerting?.ladders ?? []) {
      if (ladder.rungs.red?.acknowledge) ladder.rungs.red.acknowledge.officeHours = 1;
    }
    const news = { ...red, policy: stricter };
    const settled = caseOf(follow(raisedRed.cases, at('2026-03-04 15:00'), news), ID);
    const rechecked = follow(raisedRed.cases, at('2026-03-04 15:00'), { ...news, rechecks: true });
    const one = caseOf(rechecked, ID);
    const step = (of: AlertCase, kind: string) =>
      stepsOf(of, calendar).find((found) => found.kind === kind);

    expect(settled.policy.version).toBe(defaultPolicy.version);
    expect(kindsOf(rechecked)).toEqual(['rechecked']);
    expect(one.policy.version).toBe('2027.1');
    expect(step(one, 'notify')).toEqual(step(settled, 'notify'));
    expect(step(settled, 'escalate')).toMatchObject({ at: at('2026-03-04 16:00') });
    expect(step(one, 'escalate')).toMatchObject({
      id: step(settled, 'escalate')?.id,
      at: at('2026-03-04 15:00'),
    });
  });

  it('are the same in whatever order acts are given', () => {
    const acts = [
      act('acknowledge', '2026-03-04 11:00', { cause: 'contractor' }),
      act('delegate', '2026-03-04 11:10', { to: 'deputy-7' }),
      act('snooze', '2026-03-04 11:20', { until: '2026-03-10' }),
    ];
    const now = at('2026-03-04 12:00');

    expect(follow(raisedRed.cases, now, { ...red, acts: [...acts].reverse() })).toEqual(
      follow(raisedRed.cases, now, { ...red, acts }),
    );
  });
});

describe('closing an alert', () => {
  const leader = divisionLeader;
  const verify = (who: Actor, evidence = '现场照片', decision = 'accept') =>
    act('verify', '2026-03-06 10:00', { decision, evidence }, who);
  const close = (who: Actor, decision = 'accept') =>
    act('close', '2026-03-06 11:00', { decision }, who);
  const acknowledged = follow(raisedRed.cases, at('2026-03-04 11:00'), {
    ...red,
    acts: [act('acknowledge', '2026-03-04 11:00')],
  });
  const cleared = follow(acknowledged.cases, at('2026-03-05 10:00'));
  const after = (cases: readonly AlertCase[], done: CaseCommand) =>
    follow(cases, done.occurredAt, { acts: [done] });
  const verified = after(cleared.cases, verify(team));

  const codeOf = (command: CaseCommand, cases: readonly AlertCase[]) => {
    const verdict = judgeCase(command, cases);
    return verdict.accepted ? 'accepted' : verdict.code;
  };

  it.each([
    ['of an open alert', () => codeOf(close(leader), raisedRed.cases), 'NOT_CLEARED'],
    ['without evidence', () => codeOf(close(leader), cleared.cases), 'EVIDENCE_REQUIRED'],
    ['verified by blanks', () => codeOf(verify(team, '  '), cleared.cases), 'EVIDENCE_REQUIRED'],
    ['verified by the owner', () => codeOf(verify(manager), cleared.cases), 'ROLE_TOO_LOW'],
    [
      'verified by whoever filed it, in another role',
      () => codeOf(verify(person(manager.id, 'team')), cleared.cases),
      'SAME_PERSON',
    ],
    ['verified by another', () => codeOf(verify(team), cleared.cases), 'accepted'],
    ['by the team', () => codeOf(close(team), verified.cases), 'ROLE_TOO_LOW'],
    [
      'by whoever verified it',
      () => codeOf(close(person(team.id, 'divisionLeader')), verified.cases),
      'SAME_PERSON',
    ],
    ['by a leader', () => codeOf(close(leader), verified.cases), 'accepted'],
    ['of an alert that nobody knows', () => codeOf(close(leader), []), 'UNKNOWN_ALERT'],
    [
      'of a closed one',
      () => codeOf(close(leader), after(verified.cases, close(leader)).cases),
      'ALERT_CLOSED',
    ],
    [
      'twice acknowledged',
      () => codeOf(act('acknowledge', '2026-03-04 12:00'), acknowledged.cases),
      'ALREADY_ACKNOWLEDGED',
    ],
  ])('%s', (_title, code, expected) => {
    expect(code()).toBe(expected);
  });

  it('takes, for a red one, verification and approval by three persons', () => {
    const closed = caseOf(after(verified.cases, close(leader)), ID);

    expect(caseOf(verified, ID).state).toBe('toApprove');
    expect(closed).toMatchObject({ state: 'closed', closed: { cause: 'APPROVED', by: leader.id } });
    expect(stepsOf(closed, calendar)).toEqual([]);
  });

  it('goes back to whoever filed it when a leader says no', () => {
    const returned = caseOf(after(verified.cases, close(leader, 'return')), ID);

    expect(returned).toMatchObject({ state: 'toVerify', returned: { by: leader.id } });
    expect(returned.verified).toBeUndefined();
    expect(stepsOf(returned, calendar)).toMatchObject([{ to: ['manager'] }]);
  });

  it('is undone by a signal that returns before it', () => {
    const back = follow(verified.cases, at('2026-03-09 10:00'), red);

    expect(kindsOf(back)).toEqual(['returned']);
    expect(caseOf(back, ID)).toMatchObject({ state: 'open', episode: 1, reopenCount: 0 });
    expect(caseOf(back, ID).acknowledged).toBeUndefined();
  });

  it.each([
    ['2026-03-20 10:00', 'reopened', 1, 'the tenth working day'],
    ['2026-03-23 10:00', 'opened', 0, 'the eleventh'],
  ])('at %s is %s: the count is %s on %s after it', (when, kind, reopenCount) => {
    const closed = after(verified.cases, close(leader));
    const back = follow(closed.cases, at(when), red);

    expect(kindsOf(back)).toEqual([kind]);
    expect(back.cases).toMatchObject([{ id: ID, state: 'open', episode: 2, reopenCount }]);
  });
});

/** A milestone with only what its proof needs. */
function milestoneOf(
  own: Pick<Assessment['milestones'][number], 'code' | 'state' | 'facts' | 'evidence'>,
): Assessment['milestones'][number] {
  return { label: { zh: '投产', en: 'Production' }, redLine: false, needs: 'certified', ...own };
}
