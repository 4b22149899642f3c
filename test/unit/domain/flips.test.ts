import { describe, expect, it } from '@jest/globals';
import type { Assessment, Flip } from '../../../domain/assessment.ts';
import { addDays } from '../../../domain/time.ts';
import {
  aCommand,
  aRegistration,
  assessAt,
  divisionLeader,
  plan,
  registered,
  reported,
} from '../../support/a-project.ts';
import { anyRunningStory, anyStory, type Story } from '../../support/any-project.ts';
import { colourAfter, colourOf, flipCases, type FlipCase } from '../../support/flips.ts';
import { fc } from '../../support/property.ts';

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

/** An instruction of which nothing was heard for a month. */
const WITHOUT_WORD: Story = {
  facts: [
    registered(aRegistration({ milestones: [plan('groundbreaking', '2026-09-01')] })),
    aCommand('command.instruct.v1', '2026-03-02', {
      instructionId: 'I-1',
      text: '加快用地手续',
      owner: 'pm-1',
      due: '2026-04-30',
      actor: divisionLeader,
    }),
  ],
  today: '2026-04-02',
};

function check(by: Flip['by'], verify: (one: FlipCase) => void): void {
  let seen = 0;
  fc.assert(
    fc.property(fc.oneof(anyStory, anyRunningStory), (story) => {
      for (const one of flipCases(story).filter(({ flip }) => flip.by === by)) {
        seen += 1;
        verify(one);
      }
    }),
    { numRuns: 40, examples: [[WITHOUT_PERMIT], [WITHOUT_WORD]] },
  );
  expect(seen).toBeGreaterThan(0);
}

describe('a change that would flip a signal', () => {
  it.each(['decide', 'gate', 'update'] as const)(
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
      // What is about no milestone, such as an instruction, has no state.
      const state = ({ milestones }: Assessment) =>
        milestones.find(({ code }) => code === of.object)?.state;
      // Other facts may end the signal first: a proof whose day comes, a pause.
      const undisturbed = [eve, assessAt(facts, flip.day ?? '')].every(
        (later) => later.status === before.status && state(later) === state(before),
      );
      if (!undisturbed) return;

      expect(colourOf(eve, of)).toBe(of.colour);
      expect(colourAfter(one)).toBe(flip.colour);
    });
  });
});
