import { describe, expect, it } from '@jest/globals';
import { NotRegistered } from '../../../domain/assess.ts';
import type { FoldOptions } from '../../../domain/fold.ts';
import {
  aCommand,
  aRegistration,
  assessAt,
  constructionPermit,
  corrected,
  divisionLeader,
  milestone,
  plan,
  registered,
  voided,
} from '../../support/a-project.ts';

const project = registered(
  aRegistration({ milestones: [plan('constructionPermit', '2026-03-01')] }),
  '2026-02-10',
);
/** Issued on 5 March, told on 20 March. */
const late = constructionPermit('2026-03-05', { arrivedAt: '2026-03-20T01:00:00.000Z' });

const permitAt = (facts: Parameters<typeof assessAt>[0], day: string, view: FoldOptions) =>
  milestone(assessAt(facts, day, view), 'constructionPermit');

describe('a view of the past', () => {
  it('as of a day shows what was true then, though it was told later', () => {
    const day = '2026-03-10';

    expect(permitAt([project, late], day, { asOf: day }).state).toBe('reached');
    expect(permitAt([project, late], day, { knownAt: day }).state).toBe('open');
  });

  it('as known on a day counts the day whole, and an instant exactly', () => {
    const facts = [project, late];

    expect(permitAt(facts, '2026-03-20', { knownAt: '2026-03-20' }).state).toBe('reached');
    const at = (knownAt: string) => permitAt(facts, knownAt, { knownAt }).state;
    expect(at('2026-03-20T00:59:59.999Z')).toBe('open');
    expect(at('2026-03-20T01:00:00.000Z')).toBe('reached');
  });

  it('as of a day leaves out what happened later', () => {
    const facts = [project, constructionPermit('2026-03-05')];

    expect(permitAt(facts, '2026-03-04', { asOf: '2026-03-04' }).state).toBe('open');
    expect(permitAt(facts, '2026-03-05', { asOf: '2026-03-05' }).state).toBe('reached');
  });

  it('as of an instant leaves out what happened later on that day', () => {
    const facts = [
      project,
      { ...constructionPermit('2026-03-05'), occurredAt: '2026-03-05T08:00:00.000Z' },
    ];
    const at = (asOf: string) => permitAt(facts, asOf, { asOf }).state;

    expect(at('2026-03-05T07:59:59.999Z')).toBe('open');
    expect(at('2026-03-05T08:00:00.000Z')).toBe('reached');
  });

  it('as of a day knows the registered plan, even from before the registration', () => {
    expect(assessAt([project], '2026-01-15', { asOf: '2026-01-15' }).milestones).toMatchObject([
      { state: 'open', planned: '2026-03-01' },
    ]);
  });

  it('as of a day has the plan of that day', () => {
    const change = [
      aCommand('command.requestPlanChange.v1', '2026-03-02', {
        changeId: 'x',
        milestone: 'constructionPermit',
        to: '2026-04-01',
      }),
      aCommand('command.approvePlanChange.v1', '2026-03-10', {
        changeId: 'x',
        actor: divisionLeader,
      }),
    ];
    const colourAsOf = (asOf: string) => assessAt([project, ...change], asOf, { asOf }).colour;

    expect(colourAsOf('2026-03-09')).toBe('yellow');
    expect(colourAsOf('2026-03-10')).toBe('green');
  });

  it('as known before the registration is of nothing', () => {
    expect(() => assessAt([project], '2026-02-09', { knownAt: '2026-02-09' })).toThrow(
      NotRegistered,
    );
  });

  it('applies corrections and voids as of any day, and as known only once they were told', () => {
    const permit = constructionPermit('2026-03-05');
    const moved = corrected(permit, '2026-04-01', { issuedOn: '2026-02-28' });
    const taken = voided(permit, '2026-04-01');
    const day = '2026-03-10';

    expect(permitAt([project, permit, moved], day, { asOf: day }).actual).toBe('2026-02-28');
    expect(permitAt([project, permit, moved], day, { knownAt: day }).actual).toBe('2026-03-05');
    expect(permitAt([project, permit, taken], day, { asOf: day }).state).toBe('open');
    expect(permitAt([project, permit, taken], day, { knownAt: day }).state).toBe('reached');
    expect(permitAt([project, permit, taken], '2026-04-01', { asOf: '2026-04-01' }).state).toBe(
      'withdrawn',
    );
  });

  it('knows loaded history since its source wrote it down', () => {
    const loaded = constructionPermit('2026-03-05', {
      arrivedAt: '2026-05-01T00:00:00.000Z',
      recordedAt: '2026-03-06T02:00:00.000Z',
      backfill: true,
    });
    const known = (knownAt: string, fact = loaded) =>
      permitAt([project, fact], knownAt, { knownAt }).state;

    expect(known('2026-03-05')).toBe('open');
    expect(known('2026-03-06')).toBe('reached');
    expect(known('2026-03-06', { ...loaded, backfill: false })).toBe('open');
    const withoutRecord = constructionPermit('2026-03-05', {
      arrivedAt: loaded.arrivedAt,
      backfill: true,
    });
    expect(known('2026-04-30', withoutRecord)).toBe('open');
    expect(known('2026-05-01', withoutRecord)).toBe('reached');
  });

  it('knows a fact that came twice since it first came', () => {
    const again = { ...late, arrivedAt: '2026-04-20T01:00:00.000Z' };

    for (const facts of [
      [project, late, again],
      [project, again, late],
    ]) {
      expect(permitAt(facts, '2026-03-20', { knownAt: '2026-03-20' }).state).toBe('reached');
    }
  });

  it('has the days of Shanghai: 16:00 UTC is the next day', () => {
    const night = { ...constructionPermit('2026-03-05'), occurredAt: '2026-03-05T16:00:00.000Z' };

    expect(permitAt([project, night], '2026-03-05', { asOf: '2026-03-05' }).state).toBe('open');
    expect(permitAt([project, night], '2026-03-06', { asOf: '2026-03-06' }).state).toBe('reached');
  });
});
