import { describe, expect, it } from '@jest/globals';
import { appliesTo } from '../../../../domain/approval/applicability.ts';
import type { GraphContext } from '../../../../domain/approval/requirements.ts';
import { isMet, metOn, unmet } from '../../../../domain/approval/requirements.ts';
import type { Condition, Requirement } from '../../../../domain/approval/template.ts';

const context: GraphContext = {
  items: new Map([
    ['done', { applies: 'yes', done: true, doneOn: '2026-03-04' }],
    ['later', { applies: 'yes', done: true, doneOn: '2026-03-09' }],
    ['open', { applies: 'yes', done: false }],
    ['needless', { applies: 'no', done: false }],
    ['waived', { applies: 'no', waived: true, done: false }],
    ['unsure', { applies: 'undetermined', done: false }],
  ]),
  milestones: { signed: { reached: '2026-01-05' }, taken: { reached: null }, works: {} },
  utilities: { power: { accepted: '2026-02-01' } },
};

const item = (id: string): Requirement => ({ item: id });
const ifApplies = (id: string): Requirement => ({ item: id, ifApplies: true });

describe('unmet', () => {
  it.each<[string, Requirement, string[], string[]]>([
    ['an item that is done', item('done'), [], []],
    ['an open one', item('open'), ['open'], []],
    ['one that the template lacks', item('gone'), ['gone'], []],
    ['an open one that applies, with "if it applies"', ifApplies('open'), ['open'], []],
    ['one that does not apply, with "if it applies"', ifApplies('needless'), [], []],
    ['one that does not apply, without', item('needless'), ['needless'], []],
    ['one that a person has left out', item('waived'), [], []],
    ['one of which nobody knows', ifApplies('unsure'), [], ['unsure']],
    ['a milestone that was reached', { milestone: 'signed' }, [], []],
    ['one reached on a day that nobody knows', { milestone: 'taken' }, [], []],
    ['one that was not', { milestone: 'works' }, ['milestone:works'], []],
    ['a step of a supply', { utility: 'power', step: 'accepted' }, [], []],
    ['a later step', { utility: 'power', step: 'connected' }, ['utility:power.connected'], []],
    ['all, each once', { all: [item('open'), item('open'), item('gone')] }, ['open', 'gone'], []],
    ['any, with one met', { any: [item('open'), item('done')] }, [], []],
    ['any, with none met', { any: [item('open'), item('gone')] }, ['open', 'gone'], []],
    ['any, with a question', { any: [item('open'), item('unsure')] }, [], ['unsure']],
    ['any, met beside a question', { any: [item('unsure'), item('done')] }, [], []],
  ])('of %s', (_what, requirement, missing, undetermined) => {
    expect(unmet(requirement, context)).toEqual({ missing, undetermined });
    expect(isMet(requirement, context)).toBe(missing.length === 0);
  });
});

describe('metOn', () => {
  it.each<[string, Requirement, string | undefined]>([
    ['the last of all', { all: [item('done'), item('later')] }, '2026-03-09'],
    ['the first of any', { any: [item('later'), item('done'), item('open')] }, '2026-03-04'],
    ['nothing while one is open', { all: [item('done'), item('open')] }, undefined],
    ['nothing where no day is known', { milestone: 'taken' }, undefined],
    ['the day of a milestone', { milestone: 'signed' }, '2026-01-05'],
    ['the day of a step', { utility: 'power', step: 'accepted' }, '2026-02-01'],
  ])('is %s', (_what, requirement, day) => {
    expect(metOn(requirement, context)).toBe(day);
  });
});

describe('appliesTo', () => {
  const large: Condition = { field: 'area', atLeast: 5000 };
  const report: Condition = { field: 'eiaClass', in: ['report_book', 'report_form'] };
  const ruling = (applies: boolean, order: number) => ({
    applies,
    reason: '-',
    by: { id: 'l-1', role: 'permitLiaison' as const },
    on: '2026-03-01',
    ref: { source: '/command', id: 'c-1' },
    order,
  });

  it.each([
    ['always, without a condition', {}, {}, 'yes'],
    ['by a list', { appliesWhen: report }, { eiaClass: 'report_form' }, 'yes'],
    ['not outside the list', { appliesWhen: report }, { eiaClass: 'exempt' }, 'no'],
    ['from the threshold on', { appliesWhen: large }, { area: 5000 }, 'yes'],
    ['not below it', { appliesWhen: large }, { area: 4999 }, 'no'],
    ['in doubt without the trait', { appliesWhen: large }, {}, 'undetermined'],
    ['by one of any', { appliesWhen: { any: [large, report] } }, { area: 9000 }, 'yes'],
    [
      'in doubt by the rest of any',
      { appliesWhen: { any: [large, report] } },
      { area: 1 },
      'undetermined',
    ],
    ['not by one of all', { appliesWhen: { all: [large, report] } }, { area: 1 }, 'no'],
  ])('holds %s', (_what, template, traits, expected) => {
    expect(appliesTo(template, traits)).toBe(expected);
  });

  it('goes by a person before the traits, and by the later of a person and an application', () => {
    const small = { area: 1 };
    const conditional = { appliesWhen: large };

    expect(appliesTo(conditional, small, { ruling: ruling(true, 1) })).toBe('yes');
    expect(appliesTo(conditional, small, { appliedOrder: 3 })).toBe('yes');
    expect(appliesTo({}, {}, { ruling: ruling(false, 4), appliedOrder: 3 })).toBe('no');
    expect(appliesTo({}, {}, { ruling: ruling(false, 2), appliedOrder: 3 })).toBe('yes');
  });
});
