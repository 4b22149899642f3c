import fc from 'fast-check';
import { CONFIRMABLE, type Fact, type Registration } from '../../domain/fact.ts';
import { addDays, fromMillis, toMillis, type Day, type Moment } from '../../domain/time.ts';
import {
  aCommand,
  aFact,
  aGate,
  anItemSignal,
  approvalSaid,
  aRegistration,
  corrected,
  divisionLeader,
  fellSilent,
  manager,
  plan,
  registered,
  reported,
  spoke,
  team,
  voided,
} from './a-project.ts';
import { anyWord } from './any-word.ts';

/** The days within which arbitrary projects play. */
export const FIRST_DAY: Day = '2026-01-01';
export const LAST_DAY: Day = addDays(FIRST_DAY, 400);

const PLANNED = [
  'signed',
  'filed',
  'constructionPermit',
  'groundbreaking',
  'toppedOut',
  'energised',
  'accepted',
  'trialProduction',
  'production',
  'fullOutput',
];
const CERTIFICATES = ['企业投资项目备案证', '建筑工程施工许可证', '建设用地规划许可证'];
const EDGE = { on: 'ZZY-800', milestone: 'energised', lagDays: 3 };

export const anyDay = fc.integer({ min: 0, max: 400 }).map((days) => addDays(FIRST_DAY, days));
const minuteOf = (day: Day, minutes: number): Moment =>
  fromMillis(toMillis(day) + minutes * 60_000);
/** A day, or a minute of it. */
const anyMoment = fc.oneof(
  anyDay,
  fc.tuple(anyDay, fc.nat({ max: 1439 })).map(([day, minutes]) => minuteOf(day, minutes)),
);

const code = fc.constantFrom(...PLANNED, 'worksCompleted', 'landPermit');
const phase = fc.constantFrom({}, {}, { phase: '1' }, { phase: '2' });
const certNo = fc.constantFrom('C-1', 'C-2', 'C-3');
const month = fc.integer({ min: 1, max: 9 }).map((nth) => `2026-0${nth}`);

const anyRegistration: fc.Arbitrary<Registration> = fc
  .record({
    days: fc.array(fc.tuple(anyDay, fc.boolean()), {
      minLength: PLANNED.length,
      maxLength: PLANNED.length,
    }),
    left: fc.subarray(PLANNED, { minLength: 1 }),
    phases: fc.constantFrom<string[][]>([], [], ['1', '2']),
    pipeline: fc.constantFrom(false, false, false, true),
    goLive: fc.option(anyDay, { nil: undefined }),
  })
  .map(({ days, left, phases, pipeline, goLive }) =>
    aRegistration({
      phases,
      pipeline,
      ...(goLive !== undefined && { goLive }),
      designedMonthlyOutput: 100,
      designedMonthlyKwh: 1000,
      milestones: PLANNED.flatMap((one, nth) => {
        const [planned = FIRST_DAY, redLine = false] = days[nth] ?? [];
        return left.includes(one) ? [plan(one, planned, { redLine })] : [];
      }),
      dependencies: left.slice(-1).flatMap((gates) => [
        { ...EDGE, gates, type: 'blocks' as const },
        { ...EDGE, gates, type: 'soft' as const, milestone: 'accepted' },
      ]),
    }),
  );

type Said = (occurredAt: Moment, day: Day) => Fact;

/** What a source may say, given when. */
const event: fc.Arbitrary<Said> = fc.oneof(
  fc.tuple(fc.constantFrom(...CERTIFICATES), certNo, phase).map(
    ([certType, number, part]): Said =>
      (at, day) =>
        aFact('permit.certificate.issued.v1', at, {
          itemCode: 'G19',
          certType,
          certNo: number,
          issuedOn: day,
          ...part,
        }),
  ),
  certNo.map(
    (number): Said =>
      (at, day) =>
        aFact('permit.certificate.revoked.v1', at, {
          itemCode: 'G19',
          certNo: number,
          reason: '撤销',
          revokedOn: day,
        }),
  ),
  fc.constantFrom('passed' as const, 'failed' as const).map(
    (result): Said =>
      (at) =>
        aFact('permit.acceptance.result.v1', at, { itemCode: 'G26', result }),
  ),
  fc.constant<Said>((at) => aFact('permit.application.accepted.v1', at, { itemCode: 'G19' })),
  phase.map(
    (part): Said =>
      (at) =>
        aFact('utility.application.connected.v1', at, { utility: 'power', ...part }),
  ),
  fc.tuple(code, fc.constantFrom('projectManager' as const, 'team' as const), phase).map(
    ([milestoneCode, reporterRole, part]): Said =>
      (at, date) =>
        aFact('site.milestone.reported.v1', at, { milestoneCode, date, reporterRole, ...part }),
  ),
  fc.tuple(month, fc.constantFrom(50, 90)).map(
    ([one, output]): Said =>
      (at) =>
        aFact('site.progress.reported.v1', at, { month: one, output }),
  ),
  month.map(
    (one): Said =>
      (at) =>
        aFact('utility.consumption.monthly.v1', at, { month: one, kWh: 900 }),
  ),
  fc.tuple(anyDay, fc.constantFrom('energised', 'accepted'), fc.boolean()).map(
    ([planned, milestone, reached]): Said =>
      (at, expected) =>
        aFact('upstream.date.v1', at, {
          project: EDGE.on,
          milestone,
          planned,
          expected,
          reached,
          chain: [],
        }),
  ),
);

const SPEAKERS = ['/permit/wuhan-gaoxin', '/utility/wuhan-gaoxin', '/site/wuhan-gaoxin', '/site/2'];
// Few days, so that a source may speak that was silent before.
const quietSince = fc.constantFrom(10, 100, 200).map((days) => addDays(FIRST_DAY, days));

/** What the engine itself notes of sources. */
const silence: fc.Arbitrary<Said> = fc
  .tuple(fc.constantFrom(...SPEAKERS), quietSince, fc.constantFrom(true, true, false))
  .map(
    ([source, since, isSilent]): Said =>
      (at) =>
        isSilent ? fellSilent(source, since, { occurredAt: at }) : spoke(source, since, at),
  );

const command: fc.Arbitrary<Said> = fc.oneof(
  code.map(
    (milestone): Said =>
      (at, date) =>
        aCommand('command.forecast.v1', at, { milestone, date }),
  ),
  fc.tuple(code, fc.constantFrom(manager, team)).map(
    ([milestone, actor]): Said =>
      (at, date) =>
        aCommand('command.recordMilestone.v1', at, { milestone, date, actor }),
  ),
  fc
    .tuple(
      code,
      fc.constantFrom(...CONFIRMABLE),
      fc.constantFrom('accept' as const, 'return' as const),
    )
    .map(
      ([milestone, about, decision]): Said =>
        (at) =>
          aCommand('command.confirm.v1', at, { about, milestone, decision, actor: divisionLeader }),
    ),
  fc.constant<Said>((at, from) => aCommand('command.pause.v1', at, { from })),
  fc.constant<Said>((at, on) => aCommand('command.resume.v1', at, { on })),
  fc.tuple(code, fc.constantFrom('X', 'Y')).map(
    ([milestone, changeId]): Said =>
      (at, to) =>
        aCommand('command.requestPlanChange.v1', at, { changeId, milestone, to }),
  ),
  fc.constantFrom('X', 'Y').map(
    (changeId): Said =>
      (at) =>
        aCommand('command.approvePlanChange.v1', at, { changeId, actor: divisionLeader }),
  ),
  code.map(
    (milestone): Said =>
      (at) =>
        aCommand('command.markNotApplicable.v1', at, { milestone, actor: team }),
  ),
  fc.tuple(fc.constantFrom('pm-1', 'pm-2'), anyDay).map(
    ([person, to]): Said =>
      (at, from) =>
        aCommand('command.assign.v1', at, { post: 'manager', person, from, to }),
  ),
  fc.constant<Said>((at) => aCommand('command.reopen.v1', at, { actor: divisionLeader })),
);

const anyItems = fc.subarray(['G06', 'G07', 'G19', 'milestone:energised']);

/** What an approval says of its gates, signals and dates. */
const approval: fc.Arbitrary<Said> = fc
  .record({
    round: fc.constantFrom(1, 1, 2),
    gates: fc
      .tuple(fc.subarray(['groundbreaking', 'trialProduction']), anyItems, anyItems, anyItems)
      .map(([milestones, missing, undetermined, soft]) =>
        milestones.map((one) => aGate(one, missing, { undetermined, soft })),
      ),
    colours: fc.array(fc.constantFrom('blue', 'yellow', 'red'), { maxLength: 2 }),
    gated: fc.constantFrom('groundbreaking', 'production'),
    complete: fc.boolean(),
  })
  .map(
    ({ round, gates, colours, gated, complete }): Said =>
      (at, day) =>
        approvalSaid(at, {
          ...{ round, gates, complete, expected: { [gated]: day } },
          signals: colours.map((colour, nth) => anItemSignal(`G0${nth + 6}`, colour)),
        }),
  );

const OWN = ['/command', '/silence', '/approval/ZZY-900', '/approval/ZZY-900/2'];

/** A fact with an application, perhaps a sequence, and an arrival that may lie long after it. */
const fact = fc
  .record({
    said: fc.oneof(
      { weight: 6, arbitrary: event },
      { weight: 4, arbitrary: command },
      { weight: 2, arbitrary: anyWord },
      { weight: 2, arbitrary: silence },
      { weight: 2, arbitrary: approval },
    ),
    at: anyMoment,
    day: anyDay,
    applicationNo: fc.constantFrom('A-1', 'A-2'),
    sequence: fc.option(fc.nat({ max: 5 })),
    delay: fc.nat({ max: 60 }),
    backfill: fc.boolean(),
  })
  .map(({ said, at, day, applicationNo, sequence, delay, backfill }): Fact => {
    const arrivedAt = fromMillis(toMillis(at) + delay * 86_400_000);
    const envelope = { arrivedAt, ...(backfill ? { backfill, recordedAt: arrivedAt } : {}) };
    const one = said(at, day);
    if (OWN.includes(one.source)) return { ...one, ...envelope };
    return { ...one, ...envelope, applicationNo, ...(sequence === null ? {} : { sequence }) };
  });

/** Corrections and voids of the given facts, of one another and of nothing. */
const afterthoughts = (facts: readonly Fact[]) =>
  fc.array(
    fc
      .record({
        target: fc.constantFrom(...facts),
        nth: fc.nat({ max: 3 }),
        at: anyMoment,
        kind: fc.constantFrom('date', 'time', 'void', 'again', 'unknown'),
        day: anyDay,
      })
      .map(({ target, nth, at, kind, day }): Fact => {
        const about = kind === 'again' ? { ...target, id: `after-${nth}` } : target;
        const id = `after-${nth}`;
        if (kind === 'void' || kind === 'again') return { ...voided(about, at), id };
        const known = kind === 'unknown' ? { ...target, id: 'never-came' } : target;
        const changes = kind === 'time' ? { occurredAt: day } : { issuedOn: day, date: day };
        return { ...corrected(known, at, changes), id };
      }),
    { maxLength: 4 },
  );

/** The facts of a project: its registration, what sources and people said, what they took back. */
export const anyFacts: fc.Arbitrary<Fact[]> = fc
  .tuple(anyRegistration, fc.array(fact, { minLength: 1, maxLength: 14 }))
  .chain(([registration, said]) => {
    const numbered = said.map((one, nth): Fact => ({ ...one, id: `fact-${nth}` }));
    return afterthoughts(numbered).map((later) =>
      unique([registered(registration, FIRST_DAY), ...numbered, ...later]),
    );
  });

const unique = (facts: readonly Fact[]): Fact[] => [
  ...new Map(facts.map((one) => [`${one.source} ${one.id}`, one])).values(),
];

/** A project as it can be known at the end of that day: nothing dated or told later. */
export interface Story {
  facts: Fact[];
  today: Day;
}

export const anyStory: fc.Arbitrary<Story> = fc
  .tuple(anyFacts, anyDay)
  .map(([facts, today]) => ({ today, facts: facts.filter((one) => isToldBy(today, one)) }));

const isToldBy = (today: Day, { occurredAt }: Fact): boolean =>
  toMillis(occurredAt) < toMillis(addDays(today, 1));

const RUNNING_TODAY: Day = '2026-06-01';

/** What may have become of a planned milestone, told by day. */
const FATES: Record<string, (code: string, planned: Day, days: number) => Fact[]> = {
  open: () => [],
  forecast: (one, planned, days) => [
    aCommand('command.forecast.v1', '2026-05-20', {
      milestone: one,
      date: addDays(planned, days - 5),
    }),
  ],
  reported: (one, _, days) => [reported(one, addDays(RUNNING_TODAY, -days))],
  confirmed: (one, _, days) => [reported(one, addDays(RUNNING_TODAY, -days), 'team')],
  withdrawn: (one, _, days) => {
    const told = reported(one, addDays(RUNNING_TODAY, -days), 'team');
    return [told, voided(told, RUNNING_TODAY)];
  },
};

/** An active project in the midst of its milestones, with forecasts, reports, withdrawals and a pause behind it. */
export const anyRunningStory: fc.Arbitrary<Story> = fc
  .record({
    paused: fc.boolean(),
    lines: fc.array(
      fc.record({
        offset: fc.integer({ min: -60, max: 60 }),
        redLine: fc.boolean(),
        fate: fc.constantFrom(...Object.keys(FATES)),
        days: fc.nat({ max: 45 }),
      }),
      { minLength: PLANNED.length, maxLength: PLANNED.length },
    ),
  })
  .map(({ paused, lines }) => {
    const planned = lines.map(({ offset }) => addDays(RUNNING_TODAY, offset));
    const milestones = lines.map(({ redLine }, nth) =>
      plan(PLANNED[nth] ?? '', planned[nth] ?? '', { redLine }),
    );
    const told = lines.flatMap(({ fate, days }, nth) =>
      (FATES[fate] ?? (() => []))(PLANNED[nth] ?? '', planned[nth] ?? '', days),
    );
    const pause = [
      aCommand('command.pause.v1', '2026-02-01', { from: '2026-02-01' }),
      aCommand('command.resume.v1', '2026-02-11', { on: '2026-02-11' }),
    ];
    const registration = registered(aRegistration({ milestones }), '2026-01-06');
    return { today: RUNNING_TODAY, facts: [registration, ...(paused ? pause : []), ...told] };
  });
