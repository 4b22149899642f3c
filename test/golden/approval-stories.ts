import type { Fact } from '../../domain/fact.ts';
import type { Moment } from '../../domain/time.ts';
import {
  aGate,
  anItemSignal,
  approvalSaid,
  aRegistration,
  constructionPermit,
  plan,
  registered,
  reported,
} from '../support/a-project.ts';
import type { Story } from './story.ts';

const works = registered(
  aRegistration({
    milestones: [
      plan('constructionPermit', '2026-03-01'),
      plan('groundbreaking', '2026-03-10', { redLine: true }),
      plan('accepted', '2026-10-15'),
    ],
  }),
);
const permit = constructionPermit('2026-03-02');
const begun = reported('groundbreaking', '2026-03-09', 'team');

const gateLacks = (at: Moment, ...missing: string[]): Fact =>
  approvalSaid(at, { gates: [aGate('groundbreaking', missing)] });

/** What an approval's word does to its project. */
export const APPROVAL_STORIES: Story[] = [
  {
    name: 'works-begun-before-their-approval-gate-opened',
    facts: [
      works,
      permit,
      gateLacks('2026-02-02', 'G19', 'G07'),
      gateLacks('2026-03-02', 'G07'),
      begun,
      gateLacks('2026-03-16'),
    ],
    sights: ['2026-02-01', '2026-02-02', '2026-03-09', '2026-03-16'].map((now) => ({
      now,
      asOf: now,
    })),
  },
  {
    name: 'approval-item-voided-after-groundbreaking',
    facts: [
      works,
      permit,
      gateLacks('2026-03-05'),
      begun,
      gateLacks('2026-03-20', 'G07'),
      gateLacks('2026-03-30'),
    ],
    sights: ['2026-03-09', '2026-03-20', '2026-03-30'].map((now) => ({ now, asOf: now })),
  },
  {
    name: 'late-approval-item-without-float',
    facts: [
      works,
      approvalSaid('2026-02-02', { gates: [aGate('groundbreaking', ['G07'])] }),
      approvalSaid('2026-03-05', {
        gates: [aGate('groundbreaking', ['G07'], { undetermined: ['G06'] })],
        signals: [anItemSignal('G07', 'yellow')],
        expected: { groundbreaking: '2026-03-17' },
      }),
      approvalSaid('2026-03-10', {
        gates: [aGate('groundbreaking', ['G07'])],
        signals: [anItemSignal('G07', 'red')],
        expected: { groundbreaking: '2026-03-20' },
      }),
    ],
    sights: ['2026-03-05', '2026-03-10'].map((now) => ({ now, asOf: now })),
  },
];
