import type { Flip, Reason, Signal } from '../assessment.ts';
import { severity } from '../colour.ts';
import type { Colour, DeficiencyRule, RoundsRule } from '../definitions.ts';
import type { Horizon } from '../horizon.ts';
import type { Day } from '../time.ts';
import { addDays, dayOf } from '../time.ts';
import type { ApprovalDefinitions } from './core.ts';
import type { ApprovalDossier } from './dossier.ts';
import type { ItemDraft } from './item-draft.ts';
import { itemStateSignal } from './item-state-signal.ts';
import { limitSignal } from './limit-signal.ts';
import { qualitySignal } from './quality-signal.ts';
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
    ...deficiencySignals(item, definitions, horizon),
    utilitySignal(item, dossier, definitions, horizon),
    presumedSignal(item, definitions),
    qualitySignal(item, definitions),
    itemStateSignal(item, definitions, horizon),
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
  const { item, current } = weighed.draft;
  const rule = rules.correctionRounds;
  if (!rule || item.done || current?.ended) return undefined;
  const days = roundDays(item);
  const colour = roundsColour(rule, days.length);
  if (colour === 'green') return undefined;
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

/** The days of corrections (补正) and of stops to set works right (整改复验), each round once. */
function roundDays({ corrections, stops }: ItemDraft['item']): Day[] {
  const asked = new Set(corrections.map(({ ref }) => ref.id));
  const rectified = stops.filter(({ reason, ref }) => reason === 'RECTIFY' && !asked.has(ref.id));
  return [
    ...corrections.map(({ askedAt }) => dayOf(askedAt)),
    ...rectified.map(({ from }) => dayOf(from)),
  ];
}

function roundsColour({ blueFrom, yellowFrom, redFrom }: RoundsRule, rounds: number): Colour {
  if (rounds >= redFrom) return 'red';
  if (rounds >= yellowFrom) return 'yellow';
  return rounds >= blueFrom ? 'blue' : 'green';
}

/** Each document to be made up speaks for itself. */
function deficiencySignals(
  weighed: WeighedItem,
  { policy: { rules } }: ApprovalDefinitions,
  horizon: Horizon,
): Said[] {
  const { item, current } = weighed.draft;
  const rule = rules.deficiency;
  if (!rule || current?.ended) return [];
  const open = item.deficiencies.filter(({ madeUpAt }) => madeUpAt === undefined);
  return open.map((one) => ({
    ...aboutItem(weighed),
    contributes: contributionOf(rule, weighed),
    ...deficiencySaid(item, one, rule, horizon.today),
  }));
}

function deficiencySaid(
  { id, acceptedAt }: ItemDraft['item'],
  { document, dueDate, overdue }: ItemDraft['item']['deficiencies'][number],
  rule: DeficiencyRule,
  today: Day,
): Omit<Said, 'object' | 'facts' | 'family' | 'contributes'> {
  const since = acceptedAt === undefined ? dueDate : dayOf(acceptedAt);
  const turns = addDays(dueDate, 1);
  const wait: Flip[] = turns > today ? [{ by: 'wait', day: turns, colour: rule.after }] : [];
  return {
    kind: 'deficiency',
    detail: document,
    colour: overdue ? rule.after : rule.before,
    rule: rule.id,
    reason: {
      code: overdue ? 'deficiencyOver' : 'deficiencyOpen',
      numbers: {},
      days: { due: dueDate },
      words: { item: id, document },
    },
    flips: [{ by: 'makeUp', milestone: id, colour: 'green' }, ...wait],
    colourOn: (day) => {
      if (day < since) return 'green';
      return day > dueDate ? rule.after : rule.before;
    },
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
