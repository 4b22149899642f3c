import { describe, expect, it } from '@jest/globals';
import { judgeEvents } from '../../fault/oracle/events-verdict.ts';
import type { Expectation } from '../../fault/oracle/expect.ts';
import type { HeardEvent, LeavingLine } from '../../fault/oracle/observation.ts';
import { aRegistration, assessAt, plan, registered } from '../../support/a-project.ts';

const PROJECT = 'ZZY-900';
const registration = aRegistration({
  milestones: [
    plan('signed', '2026-01-05', { actual: '2026-01-05' }),
    plan('production', '2026-03-01'),
  ],
});
const assessment = assessAt([registered(registration)], '2026-03-02');
const ends = new Map<string, Expectation>([[PROJECT, { project: PROJECT, said: [], assessment }]]);

/** What leaves of a project that turns yellow the day after its due day. */
function flawless(): { events: HeardEvent[]; lines: LeavingLine[] } {
  const told: [revision: number, kind: string, type: string, data: object][] = [
    [
      1,
      'planChanged signed',
      'plan.changed',
      { milestone: 'signed', from: null, to: '2026-01-05' },
    ],
    [1, 'milestoneReached signed', 'milestone.reached', { milestone: 'signed', on: '2026-01-05' }],
    [
      1,
      'planChanged production',
      'plan.changed',
      { milestone: 'production', from: null, to: '2026-03-01' },
    ],
    [1, 'stageChanged project', 'stage.changed', { from: null, to: 'signed' }],
    [1, 'colourChanged project', 'colour.changed', { from: null, to: 'green' }],
    [2, 'colourChanged project', 'colour.changed', { from: 'green', to: 'yellow' }],
  ];
  const events = told.map(([revision, , type, data], nth) => ({
    key: PROJECT,
    partition: 3,
    offset: String(10 + nth),
    id: `${PROJECT}/${revision}/${nth}`,
    source: '/kaigong/project',
    type: `cn.zhizaoyuan.project.${type}.v1`,
    sequence: nth + 1,
    data: { projectCode: PROJECT, revision, ...data },
  }));
  const lines = told.map(([revision, line], nth) => {
    const [kind = '', object = ''] = line.split(' ');
    return { project: PROJECT, order: nth, revision, kind, object, to: null };
  });
  const first = {
    project: PROJECT,
    order: -1,
    revision: 1,
    kind: 'registered',
    object: 'project',
    to: null,
  };
  return { events, lines: [first, ...lines] };
}

type Seen = ReturnType<typeof flawless>;

const moved = (event: HeardEvent | undefined, over: Partial<HeardEvent>): HeardEvent[] =>
  event ? [{ ...event, ...over }] : [];

const FLAWS: [flaw: string, spoil: (seen: Seen) => void, says: RegExp][] = [
  [
    'the last event never left',
    ({ events }) => events.pop(),
    /a subscriber does not know of .*: colour yellow/,
  ],
  [
    'an event in the middle never left',
    ({ events }) => events.splice(3, 1),
    /came in the order 1 2 3 5 6/,
  ],
  ['a line never left', ({ events }) => events.pop(), /lacks the line ZZY-900 2 colour.changed -/],
  [
    'two events have swapped their places',
    ({ events }) => {
      const [a, b] = events.splice(4, 2);
      events.push(...moved(b, { offset: '14' }), ...moved(a, { offset: '15' }));
    },
    /came in the order 1 2 3 4 6 5/,
  ],
  [
    'the same was told twice under two ids',
    ({ events }) =>
      events.push(...moved(events.at(-1), { id: 'another', offset: '20', sequence: 7 })),
    /another begins from green, told was yellow/,
  ],
  [
    'one id has two contents',
    ({ events }) => events.push(...moved(events.at(-1), { offset: '20', data: { to: 'red' } })),
    /has two contents under \/kaigong\/project ZZY-900\/2\/5/,
  ],
  [
    'a project is spoken of that nobody registered',
    ({ events }) => events.push(...moved(events[0], { key: 'nobody', id: 'x' })),
    /speaks of nobody/,
  ],
  [
    'the end is another',
    ({ events }) =>
      Object.assign(events.at(-1) ?? {}, { data: { revision: 2, from: 'green', to: 'red' } }),
    /a subscriber believes of ZZY-900: colour red/,
  ],
];

describe('the oracle of project.events', () => {
  it('finds nothing where nothing is wrong', () => {
    expect(judgeEvents(ends, flawless())).toEqual([]);
  });

  it('takes an event that was sent again, also late', () => {
    const { events, lines } = flawless();
    events.push(...moved(events[0], { offset: '30' }), ...moved(events.at(-1), { offset: '31' }));
    expect(judgeEvents(ends, { events, lines })).toEqual([]);
  });

  it('takes several changes told at once', () => {
    const { events, lines } = flawless();
    const [, ...later] = events;
    const changes = [
      { type: 'project.plan.changed.v1', milestone: 'signed', from: null, to: '2026-01-05' },
    ];
    const [atOnce] = moved(events[0], {
      type: 'cn.zhizaoyuan.project.reassessed.v1',
      data: { revision: 1, changes },
    });
    expect(judgeEvents(ends, { events: atOnce ? [atOnce, ...later] : later, lines })).toEqual([]);
  });

  it('takes a project told as a whole for all that is so', () => {
    const { events, lines } = flawless();
    const wrong = [
      { type: 'project.plan.changed.v1', milestone: 'gone', from: null, to: '2026-01-05' },
      { type: 'project.colour.changed.v1', from: null, to: 'red' },
    ];
    const [before] = moved(events[0], {
      ...{ id: 'before', type: 'cn.zhizaoyuan.project.reassessed.v1', offset: '-1' },
      data: { revision: 1, changes: wrong },
    });
    const numbered = [...(before ? [before] : []), ...events].map((event, nth) => ({
      ...event,
      sequence: nth + 1,
    }));
    const [, first, ...later] = numbered;
    const [whole] = moved(first, {
      type: 'cn.zhizaoyuan.project.reassessed.v1',
      data: { revision: 1, whole: true, changes: [{ ...first?.data, type: first?.type }] },
    });
    const said = numbered.slice(0, 1).concat(whole ?? [], later);
    expect(judgeEvents(ends, { events: said, lines })).toEqual([]);
  });

  it('expects nothing of lines that were told again after the snapshot had been emptied', () => {
    const { events, lines } = flawless();
    const again = lines.map((line) => ({ ...line, revision: 3 }));
    expect(judgeEvents(ends, { events, lines: [...lines, ...again] })).toEqual([]);
  });

  it.each(FLAWS)('bites when %s', (_flaw, spoil, says) => {
    const seen = flawless();
    spoil(seen);
    expect(judgeEvents(ends, seen)).toContainEqual(expect.stringMatching(says));
  });
});
