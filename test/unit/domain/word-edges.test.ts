import { describe, expect, it } from '@jest/globals';
import { desired } from '../../../domain/desired.ts';
import { edges } from '../../../domain/edges.ts';
import { explain } from '../../../domain/explain.ts';
import type { Fact } from '../../../domain/fact.ts';
import { addDays, startOf, type Day } from '../../../domain/time.ts';
import {
  aCommand,
  aRegistration,
  assessAt,
  divisionLeader,
  mainLeader,
  manager,
  plan,
  registered,
  signal,
  team,
} from '../../support/a-project.ts';

const ID = 'accepted/due';
// Yellow from 2026-03-03 to 03-16.
const project = registered(aRegistration({ milestones: [plan('accepted', '2026-03-02')] }));
const SAID = '2026-03-05';
const UNTIL = '2026-03-10';

const override = aCommand('command.override.v1', SAID, {
  ...{ colour: 'blue' as const, until: UNTIL, requestedBy: manager.id, reason: '已协商' },
  actor: divisionLeader,
});
const endOverride = aCommand('command.endOverride.v1', '2026-03-07', { actor: divisionLeader });
const exempt = aCommand('command.exempt.v1', SAID, {
  ...{ signal: ID, documentNo: '园办〔2026〕8号', until: UNTIL },
  actor: divisionLeader,
});
const endExemption = aCommand('command.endExemption.v1', '2026-03-07', {
  signal: ID,
  actor: divisionLeader,
});
const at = (day: Day, facts: readonly Fact[]) => assessAt([project, ...facts], day);
/** What is told of the step from one day to another. */
const story = (from: Day, to: Day, facts: readonly Fact[]) =>
  edges(
    at(
      from,
      facts.filter(({ occurredAt }) => occurredAt <= from),
    ),
    at(to, facts),
  ).map(({ kind, object, from: was, to: is }) => [kind, object, was, is].join(' ').trim());

describe('a colour set by hand', () => {
  it('is shown beside the computed one until its last day', () => {
    expect(at(UNTIL, [override])).toMatchObject({
      ...{ colour: 'blue', computedColour: 'yellow', leading: ID },
      override: { colour: 'blue', until: UNTIL, by: 'leader-1', requestedBy: 'pm-1' },
      nextChangeAt: startOf(addDays(UNTIL, 1)),
    });
    const after = at(addDays(UNTIL, 1), [override]);
    expect(after.colour).toBe('yellow');
    expect(after).not.toHaveProperty('override');
    expect(after).not.toHaveProperty('computedColour');
  });

  it('ends when somebody ends it, and changes no alert', () => {
    expect(at('2026-03-07', [override, endOverride]).colour).toBe('yellow');
    expect(desired(at(UNTIL, [override]))).toEqual(desired(at(UNTIL, [])));
  });

  it('never colours what is grey', () => {
    const paused = aCommand('command.pause.v1', SAID, { from: SAID, actor: team });

    expect(at(UNTIL, [override, paused]).colour).toBeNull();
  });

  it('is explained with both colours and both names', () => {
    const told = explain(at(UNTIL, [override]), UNTIL, 'zh');

    expect(told).toMatchObject({ colour: 'blue', computedColour: 'yellow' });
    expect(told.headline).toBe(
      'leader-1应pm-1申请人工定为蓝，至2026-03-10（已协商）；规则算得黄：竣工联合验收计划2026-03-02，超期8天（满15天为红）',
    );
  });

  it('is told with its end', () => {
    expect(story('2026-03-04', SAID, [override])).toEqual([
      'colourChanged project yellow blue',
      'overridden project  blue',
    ]);
    expect(story('2026-03-06', '2026-03-07', [override, endOverride])).toEqual([
      'colourChanged project blue yellow',
      'overrideEnded project blue',
    ]);
  });
});

describe('an excused signal', () => {
  it('keeps its colour with the document, and alerts nobody until its last day is over', () => {
    const assessment = at(UNTIL, [exempt]);

    expect(assessment).toMatchObject({
      colour: 'yellow',
      nextChangeAt: startOf(addDays(UNTIL, 1)),
    });
    expect(signal(assessment, ID)?.exempt).toEqual({
      ...{ documentNo: '园办〔2026〕8号', by: 'leader-1', until: UNTIL },
    });
    expect(signal(assessment, ID)?.facts).toContainEqual({ source: '/command', id: exempt.id });
    expect(desired(assessment).alerts).toEqual([]);
    expect(desired(at(addDays(UNTIL, 1), [exempt])).alerts).toEqual([
      { id: ID, severity: 'yellow' },
    ]);
  });

  it('counts again once somebody ends its excuse', () => {
    expect(signal(at('2026-03-07', [exempt, endExemption]), ID)).not.toHaveProperty('exempt');
  });

  it('is shown as excused', () => {
    const [told] = explain(at(UNTIL, [exempt]), UNTIL, 'zh').signals;

    expect(told?.exempt).toBe(true);
    expect(told?.text).toContain(
      '（正当理由：园办〔2026〕8号，leader-1同意，至2026-03-10，不升级）',
    );
  });

  it('is told with its end', () => {
    expect(story('2026-03-04', SAID, [exempt])).toEqual([`exempted ${ID}`]);
    expect(story(UNTIL, addDays(UNTIL, 1), [exempt])).toEqual([`exemptionEnded ${ID}`]);
    expect(story(UNTIL, '2026-03-17', [exempt])).toEqual([
      `signalWorsened ${ID} yellow red`,
      `exemptionEnded ${ID}`,
      'colourChanged project yellow red',
    ]);
  });
});

describe('an instruction', () => {
  const given = aCommand('command.instruct.v1', SAID, {
    ...{ instructionId: 'P-1', text: '请协调', owner: 'pm-1', due: '2026-03-20' },
    actor: mainLeader,
  });
  const report = aCommand('command.reportInstruction.v1', '2026-03-06', {
    ...{ instructionId: 'P-1', text: '已办', done: true },
  });

  it('is told when it is given and when somebody reports on it', () => {
    expect(story('2026-03-04', SAID, [given])).toEqual(['instructed P-1']);
    expect(story(SAID, '2026-03-06', [given, report])).toEqual(['instructionReported P-1']);
  });
});
