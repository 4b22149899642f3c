import type { ApprovalAssessment, GateAssessment, ItemAssessment } from './assessment.ts';

/** One thing that becomes different when an approval moves to another version of its template. */
export interface MoveChange {
  /** Id of the item, or `gate:<milestone>`. */
  object: string;
  what:
    'added' | 'dropped' | 'applies' | 'state' | 'waitsFor' | 'due' | 'expected' | 'colour' | 'open';
  from: string;
  to: string;
}

/** What a move changes, items first, each in the order of the templates; nothing where both come to the same. */
export function previewMove(before: ApprovalAssessment, after: ApprovalAssessment): MoveChange[] {
  return [
    ...compare(before.items, after.items, ({ id }) => id, ITEM_TRAITS),
    ...compare(before.gates, after.gates, ({ milestone }) => `gate:${milestone}`, GATE_TRAITS),
  ];
}

type Traits<T> = readonly { what: MoveChange['what']; of: (one: T) => string | undefined }[];

const dueOf = (item: ItemAssessment, kind: string): string | undefined =>
  item.clocks.find((clock) => clock.kind === kind)?.due;

const ITEM_TRAITS: Traits<ItemAssessment> = [
  { what: 'applies', of: (item) => item.applies },
  { what: 'state', of: (item) => item.state },
  { what: 'waitsFor', of: (item) => item.waitsFor.join(', ') },
  { what: 'due', of: (item) => dueOf(item, 'promised') ?? dueOf(item, 'statutory') },
  { what: 'expected', of: (item) => item.expected?.end },
  { what: 'colour', of: (item) => item.colour },
];

const GATE_TRAITS: Traits<GateAssessment> = [
  { what: 'open', of: (gate) => (gate.open ? 'open' : 'closed') },
  { what: 'waitsFor', of: (gate) => gate.missing.join(', ') },
  { what: 'expected', of: (gate) => gate.expected },
];

function compare<T>(
  before: readonly T[],
  after: readonly T[],
  nameOf: (one: T) => string,
  traits: Traits<T>,
): MoveChange[] {
  const was = new Map(before.map((one) => [nameOf(one), one]));
  const is = new Map(after.map((one) => [nameOf(one), one]));
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((object): MoveChange[] => {
    const [old, now] = [was.get(object), is.get(object)];
    if (old === undefined) return [{ object, what: 'added', from: '', to: object }];
    if (now === undefined) return [{ object, what: 'dropped', from: object, to: '' }];
    return traits.flatMap(({ what, of }) => {
      const [from = '', to = ''] = [of(old), of(now)];
      return from === to ? [] : [{ object, what, from, to }];
    });
  });
}
