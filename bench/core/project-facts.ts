import type { Fact, FactOf, FactType, Registration } from '../../domain/fact.ts';
import { addDays, addMonths, startOf, type Day } from '../../domain/time.ts';

/** Day of signing of a project of the core's measurements; the others follow from it. */
const SIGNED: Day = '2026-01-12';

// Days after the signing, as the fast-track template counts them.
const PLAN = {
  signed: 0,
  filed: 7,
  landSupplied: 45,
  planningPermit: 75,
  constructionPermit: 86,
  groundbreaking: 90,
  toppedOut: 180,
  equipmentIn: 270,
  energised: 290,
  accepted: 430,
  production: 455,
  fullOutput: 638,
} as const;

const CERTIFICATES = [
  { milestone: 'filed', certType: '企业投资项目备案证' },
  { milestone: 'planningPermit', certType: '建设工程规划许可证' },
  { milestone: 'constructionPermit', certType: '建筑工程施工许可证' },
] as const;

/** A registered project whose dates differ from those of its neighbours by a few days. */
function aRegistration(nth: number): Registration {
  const signed = addDays(SIGNED, nth % 60);
  return {
    code: `CORE-${nth}`,
    name: `核心 ${nth}`,
    investor: '样例',
    kind: 'industrial',
    template: 'greenfield_fast',
    pipeline: false,
    priority: 'normal',
    manager: `pm-${nth % 40}`,
    phases: [],
    milestones: Object.entries(PLAN).map(([code, days]) => ({
      code,
      planned: addDays(signed, days),
      redLine: code === 'groundbreaking',
    })),
    dependencies: [],
  };
}

/** What is said of that project in a year: certificates some days late, reports, a note each month. */
export function aYearOfFacts(nth: number): Fact[] {
  const registration = aRegistration(nth);
  const signed = addDays(SIGNED, nth % 60);
  const late = nth % 45;
  const on = (milestone: keyof typeof PLAN): Day => addDays(signed, PLAN[milestone] + late);
  const certificates = CERTIFICATES.map(({ milestone, certType }) =>
    aFact('permit.certificate.issued.v1', on(milestone), {
      itemCode: 'G19',
      certType,
      certNo: `${certType}-${nth}`,
      issuedOn: on(milestone),
    }),
  );
  const reports = (['signed', 'landSupplied', 'groundbreaking', 'toppedOut'] as const).map(
    (milestoneCode) =>
      aFact('site.milestone.reported.v1', on(milestoneCode), {
        milestoneCode,
        date: on(milestoneCode),
        reporterRole: nth % 3 === 0 ? 'projectManager' : 'team',
      }),
  );
  return [registered(registration, signed), ...certificates, ...reports, ...aReportAMonth(12)];
}

/** A project with so many facts in all, most of them reports of progress. */
export function manyFacts(count: number): Fact[] {
  const facts = aYearOfFacts(7);
  const notes = Array.from({ length: Math.max(0, count - facts.length) }, (_, nth) =>
    aFact('site.update.noted.v1', addDays(SIGNED, nth % 365), { text: `第 ${nth} 次动态` }),
  );
  return [...facts, ...notes];
}

const aReportAMonth = (months: number): Fact[] =>
  Array.from({ length: months }, (_, nth) => {
    const day = addMonths(SIGNED, nth + 1);
    const data = { month: day.slice(0, 'YYYY-MM'.length), physicalShare: nth * 8 };
    return aFact('site.progress.reported.v1', day, data);
  });

const registered = (registration: Registration, on: Day): FactOf<'command.register.v1'> => ({
  ...envelope('/command', on),
  type: 'command.register.v1',
  data: { actor: { id: 'office', role: 'administrator' }, reason: '登记', registration },
});

function aFact<T extends FactType>(type: T, on: Day, data: FactOf<T>['data']): Fact {
  // `as`: type and data are those of the same T, which the union can't express.
  return { ...envelope('/bench', on), type, data } as Fact;
}

let facts = 0;
const envelope = (source: string, on: Day) => ({
  source,
  id: `f-${(facts += 1)}`,
  occurredAt: on,
  arrivedAt: startOf(on),
});
