import fc from 'fast-check';
import type { Fact } from '../../domain/fact.ts';
import { addDays, type Day } from '../../domain/time.ts';
import { aFact } from './a-project.ts';
import { opened, permit, standing } from './an-approval.ts';
import { anyApprovalFacts } from './any-approval.ts';

/** What is known of an approval of template G, and the day on which somebody looks at it. */
export interface ApprovalStory {
  facts: Fact[];
  today: Day;
}

const BEGUN: Day = '2026-02-02';
const MILESTONES = ['groundbreaking', 'worksCompleted', 'energised', 'trialProduction'] as const;
const ITEMS = 'G01 G02 G03 G05 G06 G07 G08 G11 G12 G15 G16 G18 G22 G23 G25 G26 G29 G30'.split(' ');
const SUPPLIES = ['accepted', 'surveyed', 'proposal_issued', 'connected'] as const;

const anyDay = (from: Day, days: number) => fc.nat(days).map((later) => addDays(from, later));

const anyStanding = fc
  .record({
    plans: fc.tuple(...MILESTONES.map(() => fc.option(anyDay('2026-03-01', 300)))),
    redLine: fc.boolean(),
    traits: fc.record({
      eiaClass: fc.constantFrom('report_book', 'report_form', 'none'),
      powerSupply: fc.constantFrom('low_voltage', 'single', 'double'),
      siteAreaSquareMetres: fc.constantFrom(100, 9000),
      protectionZone: fc.boolean(),
    }),
  })
  .map(({ plans, redLine, traits }): Fact => {
    const planned = MILESTONES.flatMap((code, nth) => {
      const day = plans[nth];
      return day ? [[code, { planned: day, ...(redLine && { redLine: true as const }) }]] : [];
    });
    // `as`: entries of pairs that were just made.
    const milestones = Object.fromEntries(planned) as Record<string, { planned: Day }>;
    return standing(BEGUN, { milestones, traits });
  });

const anyItem = fc
  .record({
    itemCode: fc.constantFrom(...ITEMS),
    on: anyDay('2026-02-09', 80),
    reach: fc.constantFrom(
      'submitted',
      'accepted',
      'deficient',
      'corrected',
      'stopped',
      'approved',
    ),
    days: fc.nat(12),
  })
  .map(({ itemCode, on, reach, days }): Fact[] => {
    const about = { applicationNo: `${itemCode}-${on}` };
    const later = addDays(on, days);
    const submitted = permit('permit.application.submitted.v1', on, { itemCode }, about);
    const deficiencies = [{ doc: '凭证', dueDate: later }];
    const more = reach === 'deficient' && { acceptMode: 'deficient' as const, deficiencies };
    const accepted = permit(
      'permit.application.accepted.v1',
      addDays(on, 1),
      { itemCode, ...more },
      about,
    );
    if (reach === 'submitted') return [submitted];
    const last = addDays(on, 1 + days);
    if (reach === 'corrected') {
      const asked = { itemCode, round: 1 };
      return [accepted, permit('permit.application.correction_requested.v1', last, asked, about)];
    }
    if (reach === 'stopped') {
      const stop = { itemCode, suspensionId: 'ZT', reasonCode: 'FORCE_MAJEURE' };
      return [accepted, permit('permit.clock.suspended.v1', last, stop, about)];
    }
    const approved = { itemCode, decision: 'approved' as const };
    if (reach !== 'approved') return [accepted];
    return [accepted, permit('permit.decision.made.v1', last, approved, about)];
  });

const anySupply = fc
  .record({ step: fc.constantFrom(...SUPPLIES), on: anyDay('2026-03-01', 60) })
  .map(({ step, on }): Fact =>
    // All steps of a supply carry the same data.
    aFact(`utility.application.${step}.v1` as 'utility.application.accepted.v1', on, {
      utility: 'power',
    }),
  );

/** Approvals of template G with planned milestones: items under way and done, late ones among them. */
export const anyApprovalStory = fc
  .record({
    known: anyStanding,
    items: fc.array(anyItem, { maxLength: 16 }),
    supplies: fc.uniqueArray(anySupply, { maxLength: 3, selector: ({ type }) => type }),
    others: fc.option(anyApprovalFacts, { nil: [], freq: 2 }),
    today: anyDay('2026-03-02', 120),
  })
  .map(({ known, items, supplies, others, today }): ApprovalStory => {
    const about = others.filter(({ type }) => !/^(approval|project)\./.test(type));
    const told = [...items.flat(), ...supplies, ...about];
    const once = [...new Map(told.map((fact) => [`${fact.source} ${fact.id}`, fact])).values()];
    return { facts: [opened(BEGUN), known, ...once], today };
  });
