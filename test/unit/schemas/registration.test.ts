import { describe, expect, it } from '@jest/globals';
import { loadDefinitions } from '../../../schemas/definitions.ts';
import {
  completeRegistration,
  registrationFaults,
  RegistrationRequest,
} from '../../../schemas/registration.ts';

const catalogue = loadDefinitions();
const template = catalogue.lifecycles.get('tenant');
if (!template) throw new Error('No lifecycle tenant');

const request = {
  code: '2511-420118-04-01-000001',
  name: '示例项目',
  investor: '示例企业',
  kind: 'standard_factory_tenant',
  template: 'tenant',
};

describe('RegistrationRequest', () => {
  it('fills in what may be left out', () => {
    expect(RegistrationRequest.parse({ ...request, signedOn: '2026-01-15' })).toEqual({
      ...request,
      signedOn: '2026-01-15',
      pipeline: false,
      priority: 'normal',
      phases: [],
      dependencies: [],
    });
  });

  it('takes a plan of investment by year, of years and of no less than nothing', () => {
    const planned = (investment: object) =>
      RegistrationRequest.safeParse({ ...request, signedOn: '2026-01-15', investment }).success;

    expect(planned({ total: 12_000, byYear: { '2026': 5_000, '2027': 7_000 } })).toBe(true);
    expect(planned({ total: 12_000 })).toBe(true);
    expect(planned({ total: 0 })).toBe(false);
    expect(planned({ total: 12_000, byYear: { first: 5_000 } })).toBe(false);
    expect(planned({ total: 12_000, byYear: { '2026': -1 } })).toBe(false);
  });

  it.each([
    { name: 'neither plan nor signing', body: request, path: 'milestones' },
    {
      name: 'both plan and signing',
      body: {
        ...request,
        signedOn: '2026-01-15',
        milestones: [{ code: 'signed', planned: '2026-01-15' }],
      },
      path: 'milestones',
    },
    {
      name: 'a time for a day',
      body: { ...request, signedOn: '2026-01-15T00:00:00Z' },
      path: 'signedOn',
    },
    {
      name: 'a code with a slash',
      body: { ...request, code: 'A/1', signedOn: '2026-01-15' },
      path: 'code',
    },
    {
      name: 'a lag below zero',
      body: {
        ...request,
        signedOn: '2026-01-15',
        dependencies: [
          { on: 'A', milestone: 'accepted', gates: 'signed', type: 'blocks', lagDays: -1 },
        ],
      },
      path: 'dependencies.0.lagDays',
    },
  ])('refuses $name', ({ body, path }) => {
    const { error } = RegistrationRequest.safeParse(body);

    expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });
});

describe('completeRegistration', () => {
  it('makes the plan from the day of signing', () => {
    const parsed = RegistrationRequest.parse({ ...request, signedOn: '2026-01-15' });

    const registration = completeRegistration(parsed, template);

    expect(registration).not.toHaveProperty('signedOn');
    expect(registration.milestones.slice(0, 3)).toEqual([
      { code: 'signed', planned: '2026-01-15' },
      { code: 'leaseSigned', planned: '2026-01-30' },
      { code: 'filed', planned: '2026-02-04' },
    ]);
  });

  it('keeps a plan that was given', () => {
    const milestones = [{ code: 'production', planned: '2026-12-31', redLine: true }];
    const parsed = RegistrationRequest.parse({ ...request, milestones });

    expect(completeRegistration(parsed, template).milestones).toEqual(milestones);
  });
});

describe('registrationFaults', () => {
  it.each([
    { traits: { eiaClass: 'report_form', needsGas: true, annualPowerGwh: 4.5 }, faults: [] },
    { traits: { eiaclass: 'report_form' }, faults: ['traits.eiaclass expected one of eiaClass,'] },
    { traits: { eiaClass: 'book' }, faults: ['traits.eiaClass expected one of report_book,'] },
    { traits: { needsGas: 'yes' }, faults: ['traits.needsGas expected a boolean'] },
  ])('holds the traits $traits against what the approval asks for', ({ traits, faults }) => {
    const parsed = RegistrationRequest.parse({ ...request, signedOn: '2026-01-15', traits });
    const registration = completeRegistration(parsed, template);

    const found = registrationFaults(registration, template, catalogue.approvals.get('G'));

    expect(registration.traits).toEqual(traits);
    expect(found.map(({ path, message }) => `${path} ${message}`)).toEqual(
      faults.map((fault) => expect.stringContaining(fault)),
    );
  });

  it('holds the years of investment against the total', () => {
    const faultsOf = (total: number) => {
      const investment = { total, byYear: { '2026': 0.1, '2027': 0.2 } };
      const parsed = RegistrationRequest.parse({ ...request, signedOn: '2026-01-15', investment });
      return registrationFaults(completeRegistration(parsed, template)).map(({ path }) => path);
    };

    expect(faultsOf(0.3)).toEqual([]);
    expect(faultsOf(0.29)).toEqual(['investment.byYear']);
  });

  it('names milestones that the template lacks, and repetitions', () => {
    const parsed = RegistrationRequest.parse({
      ...request,
      phases: ['1', '1'],
      milestones: [
        { code: 'signed', planned: '2026-01-15' },
        { code: 'landSupplied', planned: '2026-02-15' },
      ],
      dependencies: [
        { on: 'A', milestone: 'accepted', gates: 'signed', type: 'blocks' },
        { on: 'A', milestone: 'accepted', gates: 'signed', type: 'soft' },
      ],
    });

    const faults = registrationFaults(completeRegistration(parsed, template), template);

    expect(faults.map(({ path }) => path)).toEqual([
      'milestones[1].code',
      'phases[1]',
      'dependencies[1]',
    ]);
  });
});
