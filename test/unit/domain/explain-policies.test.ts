import { describe, expect, it } from '@jest/globals';
import type { Reason, Signal } from '../../../domain/assessment.ts';
import { bureauName } from '../../../domain/bureau-name.ts';
import type { ColourPolicy } from '../../../domain/definitions.ts';
import { groundsLine, groundsLines } from '../../../domain/grounds-lines.ts';
import type { PolicyCase } from '../../../domain/policy-cases/policy-case.ts';
import { LANGUAGES } from '../../../domain/texts.ts';
import { permit, submitted } from '../../support/an-approval.ts';
import { aRegistration, catalogue, plan, registered, reported } from '../../support/a-project.ts';
import { shippedCases, toldBy, type ToldSignal } from '../../support/explained-signals.ts';

const registration = aRegistration({
  milestones: [
    plan('signed', '2026-01-05', { actual: '2026-01-05' }),
    plan('constructionPermit', '2026-06-01'),
    plan('groundbreaking', '2026-06-15'),
    plan('energised', '2026-04-20'),
    plan('trialProduction', '2026-05-01'),
  ],
});

/** Works without a permit, an acceptance by silence, a stage past its promise, a supply that comes too late. */
const inTrouble: PolicyCase = {
  title: 'approvals in trouble',
  registration,
  facts: [
    registered(registration),
    permit('permit.application.accepted.v1', '2026-01-12', { itemCode: 'G04' }),
    submitted('2026-02-10'),
    reported('groundbreaking', '2026-03-01', 'team'),
  ],
  on: '2026-04-10',
  expected: { colour: null },
};

/** What a rule of a policy can say of a project. */
const KIND_OF: Record<keyof ColourPolicy['rules'], Signal['kind'] | undefined> = {
  ...{ due: 'due', redLineDue: 'due', forecast: 'forecast', withdrawn: 'withdrawn' },
  ...{ compliance: 'compliance', approvalLimit: 'limit', correctionRounds: 'corrections' },
  ...{ deficiency: 'deficiency', utilityNeed: 'utilityNeed', umbrella: 'umbrella' },
  ...{ presumed: 'presumed', progress: 'progress', blocked: 'blocked', noUpdate: 'noUpdate' },
  ...{ recovery: 'recovery', startMonth: 'startMonth', followUp: 'followUp' },
  ...{ accumulation: 'accumulation', itemState: 'itemState', quality: 'quality' },
  ...{ safety: 'safety', outage: 'outage' },
  // It makes another signal worse.
  repetition: undefined,
};

const TOLD = new Map(
  [...shippedCases()].map(([policy, cases]) => [
    policy,
    [...cases, inTrouble].flatMap((one) => toldBy(policy, one)),
  ]),
);
const toldOf = (policy: string): ToldSignal[] => TOLD.get(policy) ?? [];

// They say where something stands, and not how far it lies from a day or a number.
const WITHOUT_NUMBERS: readonly Reason['code'][] = [
  ...(['itemDone', 'itemRunning', 'itemNotBegun', 'itemOver', 'withdrawn'] as const),
];

/** Which parts of an explanation are missing. */
function faultsOf({ rules, id, version }: ColourPolicy, { signal, ...told }: ToldSignal): string[] {
  const ids = Object.values(rules).map((rule) => `${id}@${version} ${rule.id}`);
  const { code, numbers, days } = signal.reason;
  return LANGUAGES.flatMap((language) => {
    const { text, rule, grounds, flips, causes, restricted } = told[language];
    const lines = groundsLines(told[language], language);
    const missing = {
      rule: !ids.includes(rule),
      inequality: !WITHOUT_NUMBERS.includes(code) && !/\d/.test(text),
      numbers: !WITHOUT_NUMBERS.includes(code) && isEmpty({ ...numbers, ...days }),
      words: /[{}]/.test(text + flips.join('')),
      facts: grounds.facts.length === 0 && !grounds.byPlanAlone,
      places: grounds.facts.some(
        ({ place }) => !restricted && !lines.join(' ').includes(`permit.events/0/${place?.offset}`),
      ),
      holder: !restricted && causes.length === 0 && !/下一步在|The next move/.test(lines.join()),
      change: signal.colour !== 'green' && flips.length === 0 && !needsMore(signal),
    };
    return Object.entries(missing).flatMap(([part, is]) =>
      is ? [`${signal.id} ${code} lacks ${part} in ${language}: ${text}`] : [],
    );
  });
}

const isEmpty = (object: object): boolean => Object.keys(object).length === 0;

// Evidence of the same day turns no recovery, and where too many are counted one less is not enough.
const needsMore = ({ kind }: Signal): boolean => kind === 'recovery' || kind === 'accumulation';

const POLICIES = [...catalogue.policies.values()];

describe('an explanation by a shipped policy', () => {
  it.each(POLICIES)('of $id is met with every kind of signal that it has', ({ id, rules }) => {
    // `as`: the keys of a literal type.
    const kinds = (Object.keys(rules) as (keyof typeof rules)[]).flatMap(
      (rule) => KIND_OF[rule] ?? [],
    );
    const seen = new Set(toldOf(id).map(({ signal }) => signal.kind));

    expect([...seen].sort()).toEqual([...new Set(kinds)].sort());
  });

  it.each(POLICIES)(
    'of $id gives rule, inequality, facts or the plan alone, holder and change',
    (policy) => {
      expect(toldOf(policy.id).flatMap((one) => faultsOf(policy, one))).toEqual([]);
    },
  );

  it('offers a change of each kind that has one', () => {
    const changed = POLICIES.flatMap(({ id }) => toldOf(id)).filter(
      ({ en }) => en.flips.length > 0,
    );

    expect(new Set(changed.map(({ signal }) => signal.kind))).toEqual(
      new Set(Object.values(KIND_OF).filter((kind) => kind !== undefined)),
    );
  });

  it('tells in a message nothing of the grounds of what only the few may know', () => {
    const works = toldBy('default', inTrouble).filter(({ signal }) => signal.restricted);

    expect(works.map(({ signal }) => signal.kind)).toEqual(['compliance']);
    for (const { zh, en } of works) {
      expect([groundsLine(zh, 'zh'), groundsLine(en, 'en')]).toEqual([undefined, undefined]);
    }
  });
});

describe('bureaus', () => {
  it('have English words for each that a shipped approval names', () => {
    const names = [...catalogue.approvals.values()].flatMap(({ items, stages }) => [
      ...items.flatMap(({ authority, lead }) => [authority, lead]),
      ...stages.map(({ lead }) => lead),
    ]);

    expect(
      [...new Set(names)].filter((name) => /\p{sc=Han}/u.test(bureauName(name, 'en'))),
    ).toEqual([]);
  });

  it('keep their names in Chinese, and where a part of one is not known', () => {
    expect(bureauName('住建/交通', 'zh')).toBe('住建/交通');
    expect(bureauName('住建/交通', 'en')).toBe('housing and construction / transport');
    expect(bureauName('住建/某局', 'en')).toBe('住建/某局');
  });

  it('are named in English in what is promised by them', () => {
    const texts = toldBy('default', inTrouble).flatMap(({ signal, en }) =>
      ['limit', 'umbrella'].includes(signal.kind) ? [en.text] : [],
    );

    expect(texts.length).toBeGreaterThan(1);
    expect(texts.filter((text) => /\p{sc=Han}/u.test(text))).toEqual([]);
  });
});
