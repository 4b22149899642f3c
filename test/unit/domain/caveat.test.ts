import { describe, expect, it } from '@jest/globals';
import { caseCaveat } from '../../../domain/alert/case-caveat.ts';
import type { AlertCase } from '../../../domain/alert/case.ts';
import type { Signal } from '../../../domain/assessment.ts';
import { caveatOf, projectCaveat } from '../../../domain/caveat.ts';
import type { Colour } from '../../../domain/definitions.ts';
import {
  aCommand,
  anItemSignal,
  aRegistration,
  assessAt,
  divisionLeader,
  fellSilent,
  plan,
  registered,
} from '../../support/a-project.ts';

const red = (id: string, over: Partial<Signal> = {}): Signal => ({
  ...anItemSignal(id, 'red'),
  ...over,
});
const doubted = (heldColour: Colour): Partial<Signal> => ({
  unverified: { sources: ['/permit/x'], verifiedOn: '2026-03-01', heldColour },
});
const excused: Partial<Signal> = { exempt: { documentNo: '1号', by: 'leader-1' } };

describe('the caveat of a colour', () => {
  it.each([
    { why: 'nothing speaks', signals: [], caveat: null },
    { why: 'all that gives it is unverified', signals: [doubted('blue')], caveat: 'unverified' },
    { why: 'all that gives it is excused', signals: [excused, excused], caveat: 'exempt' },
    { why: 'something else gives it for certain', signals: [doubted('blue'), {}], caveat: null },
    { why: 'it was so when it was known', signals: [doubted('red')], caveat: null },
    {
      why: 'one is excused and another unverified',
      signals: [doubted('blue'), excused],
      caveat: 'exempt',
    },
  ])('is $caveat where $why', ({ signals, caveat }) => {
    const given = signals.map((over, nth) => red(`G0${nth}`, over));
    const milder = anItemSignal('G09', 'yellow');

    expect(caveatOf('red', [...given, milder])).toBe(caveat);
  });

  it('is none of green, nor of no colour', () => {
    const green = { ...red('G01', excused), contributes: 'none', projectColour: 'green' } as const;

    expect(caveatOf('green', [green])).toBeNull();
    expect(caveatOf(null, [red('G01', excused)])).toBeNull();
  });

  it('is of a project as long as its source is silent, and none of a colour that a person has set', () => {
    const milestones = [plan('constructionPermit', '2026-03-01')];
    const facts = [
      registered(aRegistration({ milestones })),
      fellSilent('/permit/wuhan-gaoxin', '2026-02-25'),
    ];
    const set = aCommand('command.override.v1', '2026-03-15', {
      ...{ colour: 'red', until: '2026-03-20', requestedBy: 'pm-1', actor: divisionLeader },
    });

    expect(projectCaveat(assessAt(facts, '2026-03-01'))).toBeNull();
    expect(projectCaveat(assessAt(facts, '2026-03-16'))).toBe('unverified');
    expect(projectCaveat(assessAt([...facts, set], '2026-03-16'))).toBeNull();
  });
});

describe('the caveat of an alert', () => {
  it.each<{ why: string; one: Partial<AlertCase>; caveat: string | null }>([
    { why: 'it speaks', one: { state: 'open' }, caveat: null },
    {
      why: 'another signal says it',
      one: { state: 'open', hiddenBy: 'accepted/due' },
      caveat: null,
    },
    {
      why: 'a source is silent that could tell',
      one: { state: 'open', hiddenBy: 'unverified' },
      caveat: 'unverified',
    },
    {
      why: 'an excuse has closed it',
      one: { state: 'closed', closed: { at: '2026-03-01T00:00:00.000Z', cause: 'EXEMPTED' } },
      caveat: 'exempt',
    },
    {
      why: 'it was closed otherwise',
      one: {
        ...{ state: 'closed', hiddenBy: 'unverified' },
        closed: { at: '2026-03-01T00:00:00.000Z', cause: 'CLEARED' },
      },
      caveat: null,
    },
  ])('is $caveat where $why', ({ one, caveat }) => {
    // `as`: nothing else of a case is asked.
    expect(caseCaveat(one as AlertCase)).toBe(caveat);
  });
});
