import { describe, expect, it } from '@jest/globals';
import type { ApprovalAssessment } from '../../../../domain/approval/assessment.ts';
import { OPEN_TO_APPLY } from '../../../../domain/approval/record.ts';
import type { Flip, Signal } from '../../../../domain/assessment.ts';
import type { Colour } from '../../../../domain/definitions.ts';
import type { Fact } from '../../../../domain/fact.ts';
import { addDays, endOf, isBy, type Day } from '../../../../domain/time.ts';
import { acted, opened, permit, standing, unnumbered } from '../../../support/an-approval.ts';
import { anyApprovalStory, type ApprovalStory } from '../../../support/any-approval-story.ts';
import {
  approvalAt as assessedAt,
  approvalDefinitionsWith,
  signalOn,
} from '../../../support/assessed-approval.ts';
import { fc } from '../../../support/property.ts';

/** An approval as known on a day, one of its signals and one change that would flip it. */
interface Case extends ApprovalStory {
  before: ApprovalAssessment;
  of: Signal;
  flip: Flip;
}

const definitions = approvalDefinitionsWith();
const approvalAt = (facts: readonly Fact[], day: Day, asOf: Day) =>
  assessedAt(facts, day, { definitions, asOf });

function casesOf({ facts, today }: ApprovalStory): Case[] {
  const before = approvalAt(facts, today, today);
  return before.signals.flatMap((of) =>
    of.flips.map((flip) => ({ facts, today, before, of, flip })),
  );
}

/** What flips a signal, at the end of today. */
const ACTS: Partial<Record<Flip['by'], (one: Case) => Fact[]>> = {
  reach: (one) => done(one),
  finish: ({ before, of, today, flip: { what = '' } }) =>
    what.split(' ').flatMap((item) => done({ before, today, of: { ...of, object: item } })),
  makeUp: ({ of, today }) => [
    acted('command.approval.confirm.v1', endOf(today), {
      item: of.object,
      about: 'deficiency',
      document: of.reason.words['document'] ?? '',
      decision: 'accept',
    }),
  ],
  decide: ({ of, today }) => [
    acted('command.approval.confirm.v1', endOf(today), {
      item: of.object,
      about: 'presumedAcceptance',
      decision: 'return',
    }),
  ],
  plan: ({ facts, today, flip: { day = '', milestone = '' } }) => {
    const known = facts.findLast((fact) => fact.type === 'project.standing.v1');
    if (known?.type !== 'project.standing.v1') return [];
    const milestones = { ...known.data.milestones, [milestone]: { planned: day } };
    return [standing(today, { ...known.data, milestones })];
  },
};

/** The end of an item, as its authority or the utility tells it. */
function done({ before, of, today }: Pick<Case, 'before' | 'of' | 'today'>): Fact[] {
  const { template } = definitions;
  const supply = template.items.find(({ id }) => id === of.object)?.utility !== undefined;
  const on = { on: today, item: of.object };
  // A second try under one number is told from the first by us alone.
  const { applicationNo, state } = before.items.find(({ id }) => id === of.object) ?? {};
  const isOver = state !== undefined && OPEN_TO_APPLY.includes(state);
  const [no] = isOver ? ['anew'] : (applicationNo?.split('#') ?? []);
  if (supply)
    return [acted('command.approval.utilityStep.v1', endOf(today), { ...on, step: 'connected' })];
  const data = { itemCode: of.object, decision: 'approved' } as const;
  const envelope = { id: `flip ${of.object}`, ...(no !== undefined && { applicationNo: no }) };
  const decision = permit('permit.decision.made.v1', endOf(today), data, envelope);
  return [no === '-' ? unnumbered(decision) : decision];
}

const colourOf = (assessment: ApprovalAssessment, { id }: Signal): Colour =>
  signalOn(assessment, id)?.colour ?? 'green';

const story = (today: Day, ...facts: Fact[]): ApprovalStory => ({
  facts: [opened('2026-02-02'), standing('2026-02-02'), ...facts],
  today,
});

const handedIn = (on: Day, itemCode: string): Fact =>
  permit('permit.application.submitted.v1', on, { itemCode }, { applicationNo: itemCode });

const zoning = { itemCode: 'G04' } as const;
const numbered = { applicationNo: 'SP2', source: '/ledger/permits', sequence: 1 } as const;

/**
 * Where what is promised and what the law gives, a presumed start, tomorrow's rest, an ended
 * application or a number of the source that contradicts its days once misled.
 */
const TRAPS: ApprovalStory[] = [
  story('2026-03-10', permit('permit.application.accepted.v1', '2026-03-01', { promisedDays: 5 })),
  story('2026-03-02', handedIn('2026-02-15', 'G26'), handedIn('2026-02-09', 'G22')),
  story(
    '2026-03-14',
    permit('permit.application.accepted.v1', '2026-03-04', { itemCode: 'G18' }),
    permit('permit.decision.made.v1', '2026-03-14', { itemCode: 'G18', decision: 'approved' }),
  ),
  story(
    '2026-03-02',
    permit('permit.application.correction_requested.v1', '2026-03-01', { round: 1 }),
    permit('permit.acceptance.result.v1', '2026-03-01', { result: 'failed' }),
    permit('permit.certificate.revoked.v1', '2026-03-01', {
      reason: '',
      certNo: 'K1',
      revokedOn: '2026-03-01',
    }),
  ),
  story(
    '2026-03-02',
    permit(
      'permit.application.correction_requested.v1',
      '2026-03-01',
      { ...zoning, round: 1 },
      { applicationNo: 'SP2' },
    ),
    permit('permit.acceptance.result.v1', '2026-03-01', { ...zoning, result: 'failed' }, numbered),
    permit(
      'permit.opinion.given.v1',
      '2026-03-03',
      { ...zoning, department: '文物局', opinion: 'agree' },
      numbered,
    ),
  ),
];

/** What stories drawn at random seldom tell. */
const RARE: ApprovalStory[] = [
  story(
    '2026-03-10',
    permit('permit.application.accepted.v1', '2026-03-02', {
      acceptMode: 'deficient',
      deficiencies: [{ doc: '凭证', dueDate: '2026-03-20' }],
    }),
  ),
  story(
    '2026-03-10',
    standing('2026-03-09', {
      traits: { eiaClass: 'report_book', powerSupply: 'low_voltage', siteAreaSquareMetres: 100 },
      milestones: { trialProduction: { planned: '2026-03-20' } },
    }),
  ),
];

/**
 * What had happened by then: a promise is made of what is known. A later message of a source whose
 * numbers contradict its days would put an earlier one behind the act that is tried.
 */
const asToldBy = ({ facts, today }: ApprovalStory): ApprovalStory => ({
  facts: facts.filter(({ occurredAt }) => isBy(occurredAt, today)),
  today,
});

function check(by: Flip['by'], verify: (one: Case) => void): void {
  let seen = 0;
  fc.assert(
    fc.property(anyApprovalStory, (story) => {
      for (const one of casesOf(asToldBy(story)).filter(({ flip }) => flip.by === by)) {
        seen += 1;
        verify(one);
      }
    }),
    { numRuns: 25, examples: [...TRAPS, ...RARE].map((one) => [one]) },
  );
  expect(seen).toBeGreaterThan(0);
}

describe("a change that would flip an approval's signal", () => {
  it.each(['reach', 'finish', 'makeUp', 'decide', 'plan'] as const)(
    'gives the colour it promises when it is made: %s',
    (by) => {
      check(by, (one) => {
        const { facts, today, of, flip } = one;
        const after = approvalAt([...facts, ...(ACTS[by]?.(one) ?? [])], today, today);
        expect([of.id, colourOf(after, of)]).toEqual([of.id, flip.colour]);
        expect(flip.colour).not.toBe(of.colour);
      });
    },
  );

  it('is, for waiting, the day on which the colour turns and not a day earlier', () => {
    check('wait', ({ facts, today, of, flip: { day = '', colour } }) => {
      expect([of.id, colourOf(approvalAt(facts, addDays(day, -1), today), of)]).toEqual([
        of.id,
        of.colour,
      ]);
      expect([of.id, colourOf(approvalAt(facts, day, today), of)]).toEqual([of.id, colour]);
    });
  });
});
