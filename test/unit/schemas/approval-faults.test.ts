import { describe, expect, it } from '@jest/globals';
import type { ItemTemplate } from '../../../domain/approval/template.ts';
import type { ApprovalContent } from '../../../schemas/approval-template.ts';
import { altered, faultsWith, loadWith } from '../../support/altered-definitions.ts';

const FILE = 'approvals/G.json';

/** Items of a shipped file as they may be changed by hand. */
type Draft = { -readonly [K in keyof ItemTemplate]: ItemTemplate[K] };

function item({ items }: ApprovalContent, id: string): Draft {
  const found = items.find((one) => one.id === id);
  if (!found) throw new Error(`No item ${id}`);
  return found;
}

/** A change that types forbid, as a hand may make it in the file. */
const set = (target: object, fields: Record<string, unknown>) => Object.assign(target, fields);

const CONSENT = {
  afterWorkingDays: 5,
  rule: '示例规则-01',
  agreedBy: '示例园管委会',
  effectiveFrom: '2026-01-01',
};

describe('validation of an approval template', () => {
  it.each<{ name: string; change: (template: ApprovalContent) => void; faults: RegExp[] }>([
    {
      name: 'an item twice',
      change: (template) =>
        set(template, { items: [...template.items, { ...item(template, 'G01') }] }),
      faults: [/^items\[34\]\.id expected each only once/],
    },
    {
      name: 'two items for one supply',
      change: (template) => set(item(template, 'G-gas'), { utility: 'water' }),
      faults: [/^items\[31\]\.utility expected each only once/],
    },
    {
      name: 'a prerequisite that is no item',
      change: (template) => set(item(template, 'G04'), { prereq: { all: [{ item: 'G99' }] } }),
      faults: [/^items\[3\]\.prereq\.all\[0\]\.item expected an item of this template, not G99/],
    },
    {
      name: 'a gate with an unknown item',
      change: ({ gates }) => set(gates[0] ?? {}, { soft: [{ item: 'X01' }] }),
      faults: [/^gates\[0\]\.soft\[0\]\.item expected an item .*not X01/],
    },
    {
      name: 'a supply that no item brings',
      change: (template) =>
        set(template, { items: template.items.filter(({ id }) => id !== 'G-power') }),
      faults: [/^gates\[1\]\.hard\[0\]\.any\[0\]\.utility expected a utility .*not power/],
    },
    {
      name: 'a milestone that the lifecycles lack',
      change: (template) => set(item(template, 'G22'), { prereq: { milestone: 'moon' } }),
      faults: [
        /^items\[19\]\.prereq\.milestone .*lifecycle facility, not moon/,
        /^items\[19\]\.prereq\.milestone .*lifecycle greenfield_fast, not moon/,
        /^items\[19\]\.prereq\.milestone .*lifecycle greenfield, not moon/,
      ],
    },
    {
      name: 'a gate to a milestone that no lifecycle has',
      change: ({ gates }) => set(gates[1] ?? {}, { milestone: 'moon' }),
      faults: [/^gates\[1\]\.milestone expected a milestone of facility, .*not moon/],
    },
    {
      name: 'a beginning that one of its lifecycles lacks',
      change: (template) => set(template, { beginsAt: 'review' }),
      faults: [/^beginsAt expected a milestone of the lifecycle facility, not review/],
    },
    {
      name: 'items that wait for each other',
      change: (template) => set(item(template, 'G01'), { prereq: { item: 'G19' } }),
      faults: [/^items expected prerequisites without a cycle, not G01 → G19 → G05 → G03 → G01/],
    },
    {
      name: 'an item that waits for the milestone behind its own gate',
      change: (template) => set(item(template, 'G04'), { prereq: { milestone: 'groundbreaking' } }),
      faults: [/cycle, not G04 → milestone:groundbreaking → G19 → G12 → G04/],
    },
    {
      name: 'an item that waits for a milestone behind a gate of the lifecycle',
      change: (template) => set(item(template, 'G19'), { prereq: { milestone: 'accepted' } }),
      faults: [/cycle, not .*milestone:accepted → milestone:groundbreaking → .*G19/],
    },
    {
      name: 'a gate that never opens where an item does not apply',
      change: ({ gates }) => set(gates[0] ?? {}, { hard: [{ item: 'G06' }] }),
      faults: [/^gates\[0\]\.hard\[0\] expected ifApplies: true, as G06 does not apply to every/],
    },
    {
      name: 'a promise over the law',
      change: (template) => set(item(template, 'G04'), { promised: { n: 21, unit: 'wd' } }),
      faults: [/^items\[3\]\.promised\.n expected at most the 20 statutory days, not 21/],
    },
    {
      name: 'a promise over the law for one variant only',
      change: (template) =>
        set(item(template, 'G07'), {
          promised: { n: 7, unit: 'wd', byVariant: { report_form: 31 } },
        }),
      faults: [/^items\[6\]\.promised\.byVariant\.report_form expected at most the 30 .*not 31/],
    },
    {
      name: 'limits in days of two kinds',
      change: (template) => set(item(template, 'G04'), { promised: { n: 1, unit: 'cal' } }),
      faults: [/^items\[3\]\.promised\.unit expected wd as in statutory/],
    },
    {
      name: 'a variant that the trait does not know',
      change: (template) =>
        set(item(template, 'G07'), { promised: { n: 7, unit: 'wd', byVariant: { book: 3 } } }),
      faults: [/^items\[6\]\.promised\.byVariant\.book expected one of report_book, report_form/],
    },
    {
      name: 'a condition on a trait that nobody declares',
      change: (template) =>
        set(item(template, 'G06'), { appliesWhen: { any: [{ field: 'size', atLeast: 1 }] } }),
      faults: [/^items\[5\]\.appliesWhen\.any\[0\]\.field expected one of traits, not size/],
    },
    {
      name: 'a condition on an answer that the trait does not know',
      change: (template) =>
        set(item(template, 'G09'), {
          appliesWhen: { field: 'hazardousChemicals', in: ['yes'] },
        }),
      faults: [/^items\[8\]\.appliesWhen expected a boolean/],
    },
    {
      name: 'consent by silence without number, authority and date of its rule',
      change: (template) => set(item(template, 'G14'), { silentConsent: { afterWorkingDays: 5 } }),
      faults: [
        /^items\[12\]\.silentConsent\.rule expected string, received nothing/,
        /^items\[12\]\.silentConsent\.agreedBy expected string, received nothing/,
        /^items\[12\]\.silentConsent\.effectiveFrom expected/,
      ],
    },
    {
      name: 'consent by silence to a licence',
      change: (template) => set(item(template, 'G19'), { silentConsent: CONSENT }),
      faults: [/^items\[17\]\.silentConsent expected null: only an opinion, not a licence, may be/],
    },
    {
      name: 'consent by silence of nobody',
      change: (template) => set(item(template, 'G14'), { silentConsent: CONSENT, departments: [] }),
      faults: [/^items\[12\]\.departments expected whose silence counts as consent/],
    },
    {
      name: 'a promise (告知承诺) that nobody checks',
      change: (template) => {
        delete item(template, 'G08').promiseCheckWorkingDays;
      },
      faults: [/^items\[7\]\.promiseCheckWorkingDays expected days for the mode promise/],
    },
    {
      name: 'a licence that is handled like an opinion',
      change: (template) => set(item(template, 'G19'), { modes: ['opinion', 'normal', 'normal'] }),
      faults: [
        /^items\[17\]\.modes\[0\] expected another mode for a licence/,
        /^items\[17\]\.modes\[2\] expected each only once/,
      ],
    },
    {
      name: 'a supply that is none',
      change: (template) => set(item(template, 'G-gas'), { kind: 'licence' }),
      faults: [
        /^items\[31\]\.utility expected the kind utility/,
        /^items\[31\]\.stepLimits expected the kind utility/,
      ],
    },
    {
      name: 'an umbrella over an item that it does not wait for',
      change: (template) => set(item(template, 'G30'), { umbrella: 'G26' }),
      faults: [/^items\[27\]\.umbrella expected an item of stage 4 that waits for G30/],
    },
    {
      name: 'a stage that is not listed',
      change: (template) =>
        set(template, { stages: template.stages.filter(({ id }) => id !== 'U') }),
      faults: Array.from({ length: 5 }, () => /^items\[\d+\]\.stage expected one of 1, 2, 3, 4/),
    },
    {
      name: 'an alternative of nothing',
      change: (template) => set(item(template, 'G04'), { prereq: { any: [] } }),
      faults: [/^items\[3\]\.prereq\.any expected something in it/],
    },
    {
      name: 'a field that nobody knows',
      change: (template) => set(item(template, 'G04'), { limit: 3 }),
      faults: [/^items\[3\] .*"limit"/],
    },
  ])('names $name', ({ change, faults }) => {
    const found = faultsWith({ [FILE]: altered(FILE, change) })
      // What is based on a faulty template is told the same.
      .filter(({ file }) => file === FILE)
      .map(({ path, message }) => `${path} ${message}`);

    expect(found).toEqual(faults.map((fault) => expect.stringMatching(fault)));
  });

  it('names a lifecycle whose approval template is missing', () => {
    const file = 'lifecycles/road.json';
    const text = altered(file, (lifecycle) => {
      lifecycle.approval = 'X';
    });

    expect(faultsWith({ [file]: text })).toEqual([
      { file, path: 'approval', message: expect.stringMatching(/G, I, R, T, U, not X/) },
    ]);
  });

  it('accepts consent by silence of an opinion with number, authority and date of its rule', () => {
    const text = altered(FILE, (template) =>
      set(item(template, 'G14'), { silentConsent: CONSENT }),
    );
    const { approvals } = loadWith({ [FILE]: text });

    expect(approvals.get('G')?.items[12]?.silentConsent).toEqual(CONSENT);
  });
});

describe('a variant of an approval template', () => {
  const SAMPLE = 'approvals/G-sample.json';
  const variant = (fields: object) =>
    JSON.stringify({
      ...{ id: 'G-sample', version: '2026.1', basedOn: 'G', label: { zh: '样', en: 'S' } },
      ...{ items: [{ id: 'G14' }] },
      ...fields,
    });

  it.each([
    { name: 'an unknown base', fields: { basedOn: 'X' }, path: 'basedOn', says: /G, I, R, T, U$/ },
    {
      name: 'an item that the base lacks',
      fields: { items: [{ id: 'G99' }] },
      path: 'items[0].id',
      says: /expected an item of G, not G99/,
    },
    {
      name: 'a wrong value, on its path in the whole',
      fields: { items: [{ id: 'G14', stage: '9' }] },
      path: 'items[12].stage',
      says: /expected one of/,
    },
    {
      name: 'other fields than its own',
      fields: { beginsAt: 'lead' },
      path: '',
      says: /"beginsAt"/,
    },
  ])('is refused for $name', ({ fields, path, says }) => {
    expect(faultsWith({ [SAMPLE]: variant(fields) })).toEqual([
      { file: SAMPLE, path, message: expect.stringMatching(says) },
    ]);
  });
});
