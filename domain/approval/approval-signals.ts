import type { Flip, Reason, Signal } from '../assessment.ts';
import { severity } from '../colour.ts';
import type { Colour, RoundsRule } from '../definitions.ts';
import type { Horizon } from '../horizon.ts';
import type { Day } from '../time.ts';
import { addDays, dayOf, laterOf } from '../time.ts';
import type { ApprovalDefinitions } from './core.ts';
import type { ApprovalDossier } from './dossier.ts';
import type { ItemDraft } from './item-draft.ts';
import { limitSignal } from './limit-signal.ts';
import type { Said } from './signal-row.ts';
import { signalOf } from './signal-row.ts';
import type { StageDraft } from './stages.ts';
import { umbrellaSignal } from './umbrella-signal.ts';
import { utilitySignal } from './utility-signal.ts';
import type { Weight } from './weight.ts';
import { contributionOf, familyOf } from './weight.ts';

/** An item with all that its signals need. */
export interface WeighedItem extends Weight {
  draft: ItemDraft;
  /** When it is expected to be done. */
  expectedOn?: Day | undefined;
}

/** All that speaks against an approval, worst first; green ones are left out. */
export function approvalSignals(
  items: readonly WeighedItem[],
  stages: readonly StageDraft[],
  dossier: ApprovalDossier,
  definitions: ApprovalDefinitions,
  horizon: Horizon,
): Signal[] {
  const { policy } = definitions;
  const needed = items.filter(({ draft }) => draft.item.applies === 'yes');
  const said = [
    ...needed.flatMap((item) => itemSignals(item, dossier, definitions, horizon)),
    ...stages.map((stage) => umbrellaSignal(stage, needed, policy, horizon)),
  ];
  return said
    .flatMap((one) => (one && one.colour !== 'green' ? signalOf(one, policy, dossier) : []))
    .sort((a, b) => severity(b.colour) - severity(a.colour));
}

function itemSignals(
  item: WeighedItem,
  dossier: ApprovalDossier,
  definitions: ApprovalDefinitions,
  horizon: Horizon,
): (Said | undefined)[] {
  const { policy } = definitions;
  return [
    limitSignal(item.draft, item, policy, horizon),
    roundsSignal(item, definitions),
    deficiencySignal(item, definitions, horizon),
    utilitySignal(item, dossier, definitions, horizon),
    presumedSignal(item, definitions),
  ];
}

/** What all signals of an item have in common. */
const aboutItem = ({ draft: { item, template } }: WeighedItem) => ({
  object: item.id,
  facts: item.facts,
  family: familyOf(template),
});

function roundsSignal(
  weighed: WeighedItem,
  { policy: { rules } }: ApprovalDefinitions,
): Said | undefined {
  const { item } = weighed.draft;
  const rule = rules.correctionRounds;
  if (!rule || item.done) return undefined;
  const days = roundDays(item);
  const colour = roundsColour(rule, days.length);
  return {
    ...aboutItem(weighed),
    kind: 'corrections',
    colour,
    rule: rule.id,
    contributes: rule.contributes,
    reason: {
      ...plain('corrections', item.id),
      numbers: { rounds: days.length, yellowFrom: rule.yellowFrom, redFrom: rule.redFrom },
    },
    flips: [reachFlip(item.id)],
    colourOn: (day) => roundsColour(rule, days.filter((one) => one <= day).length),
  };
}

/** The days of corrections (补正) and of works to be set right (整改复验). */
const roundDays = ({ corrections, stops }: ItemDraft['item']): Day[] => [
  ...corrections.map(({ askedAt }) => dayOf(askedAt)),
  ...stops.filter(({ reason }) => reason === 'RECTIFY').map(({ from }) => dayOf(from)),
];

function roundsColour({ blueFrom, yellowFrom, redFrom }: RoundsRule, rounds: number): Colour {
  if (rounds >= redFrom) return 'red';
  if (rounds >= yellowFrom) return 'yellow';
  return rounds >= blueFrom ? 'blue' : 'green';
}

function deficiencySignal(
  weighed: WeighedItem,
  { policy: { rules } }: ApprovalDefinitions,
  horizon: Horizon,
): Said | undefined {
  const { item, current } = weighed.draft;
  const rule = rules.deficiency;
  const open = item.deficiencies.filter(({ madeUpAt }) => madeUpAt === undefined);
  const [first] = [...open].sort((a, b) => (a.dueDate < b.dueDate ? -1 : 1));
  if (!rule || !first || current?.ended) return undefined;
  const since = item.acceptedAt === undefined ? first.dueDate : dayOf(item.acceptedAt);
  const on = (day: Day): Colour => {
    if (day < since) return 'green';
    return day > first.dueDate ? rule.after : rule.before;
  };
  const turns = addDays(first.dueDate, 1);
  const wait: Flip[] =
    turns > horizon.today ? [{ by: 'wait', day: turns, colour: rule.after }] : [];
  return {
    ...aboutItem(weighed),
    kind: 'deficiency',
    colour: on(laterOf(horizon.today, since)),
    rule: rule.id,
    contributes: contributionOf(rule, weighed),
    reason: {
      ...plain(first.overdue ? 'deficiencyOver' : 'deficiencyOpen', item.id),
      days: { due: first.dueDate },
      words: { item: item.id, document: first.document },
    },
    flips: [{ by: 'makeUp', milestone: item.id, colour: 'green' }, ...wait],
    colourOn: on,
  };
}

function presumedSignal(
  weighed: WeighedItem,
  { policy: { rules } }: ApprovalDefinitions,
): Said | undefined {
  const { item } = weighed.draft;
  const rule = rules.presumed;
  const since = item.presumed?.on;
  if (!rule || since === undefined) return undefined;
  return {
    ...aboutItem(weighed),
    kind: 'presumed',
    colour: rule.colour,
    rule: rule.id,
    contributes: rule.contributes,
    reason: { ...plain('presumed', item.id), days: { since } },
    flips: [{ by: 'decide', milestone: item.id, colour: 'green' }],
    colourOn: (day) => (day < since ? 'green' : rule.colour),
  };
}

const plain = (code: Reason['code'], item: string): Reason => ({
  code,
  numbers: {},
  days: {},
  words: { item },
});

const reachFlip = (item: string): Flip => ({ by: 'reach', milestone: item, colour: 'green' });
