import type { Signal } from '../../domain/assessment.ts';
import type { Fact } from '../../domain/fact.ts';
import type { Moment } from '../../domain/time.ts';
import {
  aGate,
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

const itemLate = (colour: 'yellow' | 'red'): Signal => ({
  ...{ id: 'G07/limit', object: 'G07', kind: 'limit', colour, contributes: 'full' },
  projectColour: colour,
  rule: { policy: { id: 'default', version: '2026.3', hash: '' }, rule: 'approvalLimit' },
  reason: {
    code: 'limitOver',
    numbers: { limitDays: 7, redFrom: 4 },
    days: { due: '2026-03-04' },
    words: { item: 'G07', authority: '生态环境' },
  },
  facts: [],
  flips: [{ by: 'reach', milestone: 'G07', colour: 'green' }],
});
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
        signals: [itemLate('yellow')],
        expected: { groundbreaking: '2026-03-17' },
      }),
      approvalSaid('2026-03-10', {
        gates: [aGate('groundbreaking', ['G07'])],
        signals: [itemLate('red')],
        expected: { groundbreaking: '2026-03-20' },
      }),
    ],
    sights: ['2026-03-05', '2026-03-10'].map((now) => ({ now, asOf: now })),
  },
];
