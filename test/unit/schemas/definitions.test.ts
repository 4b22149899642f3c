import { describe, expect, it } from '@jest/globals';
import type { CalendarYear } from '../../../domain/definitions.ts';
import type { PolicyContent } from '../../../schemas/colour-policy.ts';
import { definitionsFor, DefinitionsError, loadDefinitions } from '../../../schemas/definitions.ts';
import { altered, faultsWith, loadWith } from '../../support/altered-definitions.ts';

const catalogue = loadDefinitions();
const CALENDAR = 'calendars/cn-statecouncil.json';
const POLICY = 'policies/default.json';

const hashWith = (files: Record<string, string>) => loadWith(files).policies.get('default')?.hash;

describe('loadDefinitions', () => {
  it('finds a lifecycle for every plan profile and the pipeline', () => {
    expect([...catalogue.lifecycles.keys()].sort()).toEqual([
      'facility',
      'greenfield',
      'greenfield_fast',
      'infrastructure',
      'pipeline',
      'relocation',
      'road',
      'tenant',
      'upgrade',
    ]);
  });

  it('finds the default policy and the presets', () => {
    expect([...catalogue.policies.keys()].sort()).toEqual([
      'default',
      'haikou_jiangdong_2020',
      'milestones-only',
      'ouhai_2020',
      'sanya_2022',
      'suqian_2025',
      'taixing_2020',
      'wuhan_major',
      'yinchuan_2025',
    ]);
    expect(catalogue.defaultPolicy).toBe('default');
  });

  it('gives the preset the thresholds of the default policy and no other rule', () => {
    const { due, redLineDue } = catalogue.policies.get('default')?.rules ?? {};

    expect(catalogue.policies.get('milestones-only')?.rules).toEqual({ due, redLineDue });
  });

  it('lists every fault of every file at once', () => {
    const faults = faultsWith({
      [POLICY]: altered(POLICY, (policy) => {
        policy.confirmWithinWorkingDays = 0;
        Object.assign(policy.rules.due ?? {}, { redFrom: 0 });
      }),
      'lifecycles/road.json': '{ "id": ',
      [CALENDAR]: altered(CALENDAR, ({ officeHours }) => {
        officeHours[1] = { from: '11:00', to: '17:30' };
      }),
    });

    expect(faults.map(({ file, path }) => `${file} ${path}`)).toEqual([
      'lifecycles/road.json ',
      `${POLICY} rules.due.redFrom`,
      `${POLICY} confirmWithinWorkingDays`,
      `policies/milestones-only.json rules.due.redFromByTemplate.road`,
      `${CALENDAR} officeHours[1]`,
    ]);
  });

  it('says file, path and expectation of each fault in its message', () => {
    const faults = [{ file: POLICY, path: 'rules.due.redFrom', message: 'expected 1 or more' }];

    expect(new DefinitionsError(faults).message).toBe(
      `Definitions can't be used:\n  ${POLICY}: rules.due.redFrom: expected 1 or more`,
    );
  });

  it('refuses a field that it does not know', () => {
    const text = altered(POLICY, (policy) => {
      Object.assign(policy, { confirmWithinDays: 5 });
    });

    expect(faultsWith({ [POLICY]: text })).toEqual([
      { file: POLICY, path: '', message: 'Unrecognized key: "confirmWithinDays"' },
    ]);
  });

  it('refuses two lifecycles with one id', () => {
    const text = altered('lifecycles/road.json', () => undefined);

    expect(faultsWith({ 'lifecycles/street.json': text })).toEqual([
      {
        file: 'lifecycles/street.json',
        path: 'id',
        message: 'expected another id than in lifecycles/road.json',
      },
    ]);
  });

  it('refuses a second calendar', () => {
    const text = altered(CALENDAR, (calendar) => {
      calendar.id = 'another';
    });

    expect(faultsWith({ 'calendars/another.json': text })).toEqual([
      { file: 'calendars/', path: '', message: 'expected one calendar, not 2' },
    ]);
  });

  it('refuses to do without a default policy', () => {
    const text = altered(POLICY, (policy) => {
      policy.id = 'park';
    });

    expect(faultsWith({ [POLICY]: text })).toEqual([
      { file: 'policies/', path: '', message: 'expected a policy "default"' },
    ]);
  });

  it('hashes content, not layout', () => {
    const hash = catalogue.policies.get('default')?.hash;
    const reversed = altered(POLICY, ({ rules: { due } }) => {
      const thresholds = Object.entries(due?.redFromByTemplate ?? {}).reverse();
      Object.assign(due ?? {}, { redFromByTemplate: Object.fromEntries(thresholds) });
    });
    const stricter = altered(POLICY, (policy) => {
      Object.assign(policy.rules.due ?? {}, { redFrom: 14 });
    });

    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(hashWith({ [POLICY]: reversed })).toBe(hash);
    expect(hashWith({ [POLICY]: stricter })).not.toBe(hash);
  });
});

describe('validation of a policy', () => {
  it.each<{ name: string; change: (policy: PolicyContent) => void; path: string }>([
    {
      name: 'a threshold for an unknown lifecycle',
      change: ({ rules }) => {
        Object.assign(rules.due ?? {}, { redFromByTemplate: { bridge: 30 } });
      },
      path: 'rules.due.redFromByTemplate.bridge',
    },
    {
      name: 'two rules with one id',
      change: ({ rules }) => {
        Object.assign(rules.redLineDue ?? {}, { id: 'due' });
      },
      path: 'rules.redLineDue.id',
    },
    {
      name: 'a last level with a bound',
      change: ({ planChange }) => {
        planChange.levels = [{ upToDays: 14, role: 'team' }];
      },
      path: 'planChange.levels[0].upToDays',
    },
    {
      name: 'levels that do not rise',
      change: ({ planChange }) => {
        planChange.levels = [
          { upToDays: 14, role: 'team' },
          { upToDays: 14, role: 'divisionLeader' },
          { role: 'mainLeader' },
        ];
      },
      path: 'planChange.levels[1].upToDays',
    },
    {
      name: 'bands of limits that do not rise',
      change: ({ rules }) => {
        rules.approvalLimit?.blue.reverse();
      },
      path: 'rules.approvalLimit.blue[1].limitFrom',
    },
    {
      name: 'a worse colour after fewer rounds of correction',
      change: ({ rules }) => {
        if (rules.correctionRounds) rules.correctionRounds.yellowFrom = 5;
      },
      path: 'rules.correctionRounds',
    },
    {
      name: 'an impossible day',
      change: (policy) => {
        policy.effectiveFrom = '2026-02-30';
      },
      path: 'effectiveFrom',
    },
  ])('refuses $name', ({ change, path }) => {
    const faults = faultsWith({ [POLICY]: altered(POLICY, change) });

    expect(faults.map((fault) => [fault.file, fault.path])).toEqual([[POLICY, path]]);
  });
});

describe('validation of a calendar', () => {
  it.each<{ name: string; change: (years: CalendarYear[]) => void; path: string }>([
    {
      name: 'a weekend among the weekdays off',
      change: (years) => years[2]?.offDays.push('2026-02-15'),
      path: 'years[2].offDays[19]',
    },
    {
      name: 'a weekday among the make-up days',
      change: (years) => years[2]?.makeUpDays.push('2026-02-16'),
      path: 'years[2].makeUpDays[6]',
    },
    {
      name: 'a day of another year',
      change: (years) => years[2]?.offDays.push('2027-01-01'),
      path: 'years[2].offDays[19]',
    },
    {
      name: 'a day twice',
      change: (years) => years[2]?.offDays.push('2026-01-01'),
      path: 'years[2].offDays[19]',
    },
    {
      name: 'a year twice',
      change: (years) => {
        years[1] = { year: 2026, notice: 'again', offDays: [], makeUpDays: [] };
      },
      path: 'years[2].year',
    },
  ])('refuses $name', ({ change, path }) => {
    const text = altered(CALENDAR, ({ years }) => {
      change(years);
    });

    const faults = faultsWith({ [CALENDAR]: text });

    expect(faults.map((fault) => [fault.file, fault.path])).toEqual([[CALENDAR, path]]);
  });
});

describe('definitionsFor', () => {
  it("takes the park's policy unless the registration names one", () => {
    const parks = definitionsFor(catalogue, { template: 'road' });
    const own = definitionsFor(catalogue, { template: 'road', policy: 'milestones-only' });

    expect(parks.template.id).toBe('road');
    expect(parks.policy.id).toBe('default');
    expect(own.policy.id).toBe('milestones-only');
  });

  it.each([
    { registration: { template: 'bridge' }, code: 'UNKNOWN_TEMPLATE', message: /"bridge".*road/ },
    {
      registration: { template: 'road', policy: 'strict' },
      code: 'UNKNOWN_POLICY',
      message: /"strict".*milestones-only/,
    },
  ])('refuses $code and names the known ones', ({ registration, code, message }) => {
    const act = () => definitionsFor(catalogue, registration);

    expect(act).toThrow(message);
    expect(act).toThrow(expect.objectContaining({ code }));
  });
});
