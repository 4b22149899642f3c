import fc from 'fast-check';
import type { Fact, FactData } from '../../domain/fact.ts';
import { addDays, fromMillis, toMillis, type Day } from '../../domain/time.ts';
import { corrected, voided } from './a-project.ts';
import { acted, opened, permit, standing, unnumbered } from './an-approval.ts';

const anyMarchDay = fc.integer({ min: 0, max: 30 }).map((days) => addDays('2026-03-01', days));
const anyMoment = fc
  .tuple(anyMarchDay, fc.option(fc.integer({ min: 0, max: 1439 }), { nil: undefined }))
  .map(([day, minute]) =>
    minute === undefined ? day : fromMillis(toMillis(day) + minute * 60_000),
  );
const certNo = fc.constantFrom('K1', 'K2');
const suspensionId = fc.constantFrom('-', 'ZT-1', 'ZT-2');
const decision = fc.constantFrom('approved' as const, 'conditional' as const, 'rejected' as const);
const opinion = fc.constantFrom('agree' as const, 'conditional' as const, 'disagree' as const);

type Said = {
  [T in Extract<keyof FactData, `permit.${string}`>]: {
    type: T;
    data: Omit<FactData[T], 'itemCode'>;
  };
}[Extract<keyof FactData, `permit.${string}`>];

const say = <T extends Said['type']>(type: T, data: fc.Arbitrary<Omit<FactData[T], 'itemCode'>>) =>
  // `as`: type and data belong together, which the union no longer says of a type variable.
  data.map((said) => ({ type, data: said }) as unknown as Said);

const anySaid = fc.oneof(
  say('permit.application.submitted.v1', fc.constant({})),
  say('permit.application.accepted.v1', fc.constant({ promisedDays: 5 })),
  say('permit.application.correction_requested.v1', fc.constant({ round: 1 })),
  say('permit.application.resubmitted.v1', fc.constant({ round: 1 })),
  say('permit.application.not_accepted.v1', fc.constant({ reasonCode: 'OUT_OF_SCOPE' })),
  say('permit.application.withdrawn.v1', fc.constant({ reason: '撤回' })),
  say(
    'permit.clock.suspended.v1',
    suspensionId.map((id) => ({ suspensionId: id, reasonCode: 'PUBLIC_NOTICE' })),
  ),
  say(
    'permit.clock.resumed.v1',
    suspensionId.map((id) => ({ suspensionId: id })),
  ),
  say(
    'permit.opinion.given.v1',
    opinion.map((one) => ({ department: '文物局', opinion: one })),
  ),
  say(
    'permit.decision.made.v1',
    decision.map((one) => ({ decision: one })),
  ),
  say('permit.limit.extended.v1', fc.constant({ extraDays: 5, reason: '' })),
  say(
    'permit.certificate.issued.v1',
    fc.record({ certNo, issuedOn: anyMarchDay }).map((one) => ({ certType: '施工许可证', ...one })),
  ),
  say(
    'permit.certificate.revoked.v1',
    fc.record({ certNo, revokedOn: anyMarchDay }).map((one) => ({ reason: '', ...one })),
  ),
  say('permit.acceptance.result.v1', fc.record({ result: fc.constantFrom('passed', 'failed') })),
);

const anyEvent = fc
  .record({
    said: anySaid,
    at: anyMoment,
    itemCode: fc.constantFrom('G04', 'G19'),
    applicationNo: fc.constantFrom('SP1', 'SP2', undefined),
    sequence: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
    source: fc.constantFrom('/permit/wuhan-gaoxin', '/ledger/permits'),
  })
  .map(({ said, at, itemCode, applicationNo, sequence, source }): Fact => {
    const fact = permit(
      said.type,
      at,
      { ...said.data, itemCode },
      {
        source,
        ...(sequence !== undefined && { sequence }),
        ...(applicationNo !== undefined && { applicationNo }),
      },
    );
    const told: Fact = applicationNo === undefined ? unnumbered(fact) : fact;
    return { ...told, id: `${fact.id} ${applicationNo ?? '-'} ${String(sequence)}` };
  });

const anyCommand = fc
  .record({ at: anyMoment, on: fc.option(anyMarchDay, { nil: undefined }), decision })
  .map(({ at, on, ...data }): Fact => {
    const given = toMillis(at) + 1;
    return acted('command.approval.decide.v1', fromMillis(given), {
      ...data,
      ...(on !== undefined && { on }),
    });
  });

const opening = (day: Day): Fact[] => [opened(day), standing(day)];

/** Facts of two items, some of them corrected or voided, as sources and people may tell them in a month. */
export const anyApprovalFacts = fc
  .tuple(
    fc.uniqueArray(
      fc.oneof({ weight: 6, arbitrary: anyEvent }, { weight: 1, arbitrary: anyCommand }),
      {
        maxLength: 14,
        selector: ({ source, id }) => `${source} ${id}`,
      },
    ),
    fc.array(fc.tuple(fc.nat(), anyMoment, fc.boolean()), { maxLength: 3 }),
  )
  .map(([told, later]): Fact[] => [
    ...opening('2026-03-01'),
    ...told,
    ...later.flatMap(([nth, at, isVoid]) => {
      const target = told[nth % Math.max(told.length, 1)];
      if (!target || target.source === '/command') return [];
      return [isVoid ? voided(target, at) : corrected(target, at, { occurredAt: at })];
    }),
  ]);
