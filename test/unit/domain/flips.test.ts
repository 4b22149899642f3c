import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Assessment, Flip, Signal } from '../../../domain/assessment.ts';
import { severity } from '../../../domain/colour.ts';
import type { Colour } from '../../../domain/definitions.ts';
import type { Fact } from '../../../domain/fact.ts';
import { addDays, endOf, startOf, type Day } from '../../../domain/time.ts';
import {
  aCommand,
  aFact,
  aRegistration,
  assessAt,
  divisionLeader,
  mainLeader,
  milestone,
  plan,
  registered,
  reported,
  signal,
  team,
} from '../../support/a-project.ts';
import { anyRunningStory, anyStory, type Story } from '../../support/any-project.ts';

/** A project as known on a day, one of its signals and one change that would flip it. */
interface Case {
  facts: Fact[];
  today: Day;
  before: Assessment;
  of: Signal;
  flip: Flip;
}

function casesOf({ facts, today }: Story): Case[] {
  const before = assessAt(facts, today);
  // What rests on an approval's word is turned by the next word of the approval.
  const own = before.signals.filter(
    ({ kind, reason }) => kind !== 'limit' && reason.words['items'] === undefined,
  );
  return own.flatMap((of) => of.flips.map((flip) => ({ facts, today, before, of, flip })));
}

/** What people do to flip a signal; each acts at the end of today. */
const ACTS: Record<Exclude<Flip['by'], 'wait'>, (one: Case, shift?: number) => Fact[]> = {
  // Of signals of approvals alone.
  makeUp: () => [],
  progress: () => [],
  upstream: ({ today, of, flip: { what = '', milestone = '', day = '' } }, shift = 0) => [
    aFact(
      'upstream.date.v1',
      endOf(today),
      {
        ...{ project: what, milestone, reached: false, chain: [] },
        // Said anew, so that the plans of both are in no conflict.
        planned: addDays(day, shift),
        expected: addDays(day, shift),
      },
      { id: `flip of ${of.id}` },
    ),
  ],
  update: ({ today, flip }) => [
    aCommand('command.reportInstruction.v1', endOf(today), {
      instructionId: flip.what ?? '',
      text: '在办',
      done: false,
    }),
  ],
  plan: ({ today, of, flip }, shift = 0) => {
    const to = addDays(flip.day ?? addDays(today, flip.daysFromToday ?? NaN), shift);
    return [
      aCommand('command.requestPlanChange.v1', startOf(today), {
        changeId: 'flip',
        milestone: flip.milestone ?? of.object,
        to,
      }),
      aCommand('command.approvePlanChange.v1', endOf(today), {
        changeId: 'flip',
        actor: mainLeader,
      }),
    ];
  },
  forecast: ({ today, of, flip: { day = '' } }, shift = 0) => [
    aCommand('command.forecast.v1', endOf(today), {
      milestone: of.object,
      date: addDays(day, shift),
    }),
  ],
  reach: ({ today, of, flip }) => [prove(flip.milestone ?? of.object, today)],
  decide: ({ today, of }) => [decide(of, today)],
  gate: ({ before, today }) =>
    ['constructionPermit']
      .filter((code) => milestone(before, code).state !== 'reached')
      .map((code) => prove(code, today)),
};

const prove = (code: string, today: Day): Fact =>
  aCommand('command.recordMilestone.v1', endOf(today), {
    milestone: code,
    date: today,
    actor: team,
    documentNo: '园函〔2026〕1号',
  });

function decide(of: Signal, today: Day): Fact {
  const about = { due: 'milestone', withdrawn: 'withdrawal', compliance: 'worksWithoutPermit' };
  const kind = of.kind as keyof typeof about;
  return aCommand('command.confirm.v1', endOf(today), {
    about: about[kind] as 'milestone',
    milestone: of.object,
    decision: kind === 'withdrawn' ? 'return' : 'accept',
    actor: divisionLeader,
  });
}

/** The colour of the same signal after the change; one that is gone speaks green. */
function colourAfter(one: Case, shift = 0): Colour {
  const { facts, today, of, flip } = one;
  if (flip.by === 'wait') return colourOf(assessAt(facts, flip.day ?? ''), of);
  return colourOf(assessAt([...facts, ...ACTS[flip.by](one, shift)], today), of);
}

const colourOf = (assessment: Assessment, { id }: Signal): Colour =>
  signal(assessment, id)?.colour ?? 'green';

/** Works without their permit, which stories drawn at random seldom tell. */
const WITHOUT_PERMIT: Story = {
  facts: [
    registered(
      aRegistration({
        milestones: ['signed', 'constructionPermit', 'groundbreaking', 'toppedOut'].map((code) =>
          plan(code, '2026-06-01'),
        ),
      }),
    ),
    reported('signed', '2026-01-05', 'team'),
    reported('groundbreaking', '2026-03-20', 'team'),
  ],
  today: '2026-03-25',
};

function check(by: Flip['by'], verify: (one: Case) => void): void {
  let seen = 0;
  fc.assert(
    fc.property(fc.oneof(anyStory, anyRunningStory), (story) => {
      for (const one of casesOf(story).filter(({ flip }) => flip.by === by)) {
        seen += 1;
        verify(one);
      }
    }),
    { numRuns: 40, examples: [[WITHOUT_PERMIT]] },
  );
  expect(seen).toBeGreaterThan(0);
}

describe('a change that would flip a signal', () => {
  it.each(['plan', 'forecast', 'reach', 'decide', 'gate', 'update'] as const)(
    'gives the colour it promises when it is made: %s',
    (by) => {
      check(by, (one) => {
        expect(colourAfter(one)).toBe(one.flip.colour);
        expect(one.flip.colour).not.toBe(one.of.colour);
      });
    },
  );

  it('is, for waiting, the day on which the colour turns and not a day earlier', () => {
    check('wait', (one) => {
      const { before, facts, flip, of } = one;
      const eve = assessAt(facts, addDays(flip.day ?? '', -1));
      const state = (assessment: Assessment) => milestone(assessment, of.object).state;
      // Other facts may end the signal first: a proof whose day comes, a pause.
      const undisturbed = [eve, assessAt(facts, flip.day ?? '')].every(
        (later) => later.status === before.status && state(later) === state(before),
      );
      if (!undisturbed) return;

      expect(colourOf(eve, of)).toBe(of.colour);
      expect(colourAfter(one)).toBe(flip.colour);
    });
  });

  it.each([
    { by: 'plan' as const, less: -1, title: 'a plan one day earlier' },
    { by: 'forecast' as const, less: 1, title: 'a forecast one day later' },
  ])('is the smallest: $title is not enough', ({ by, less }) => {
    check(by, (one) => {
      expect(severity(colourAfter(one, less))).toBeGreaterThan(severity(one.flip.colour));
    });
  });
});
