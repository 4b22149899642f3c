import type { Flip, Reason } from '../assessment.ts';
import type { Colour } from '../definitions.ts';
import type { Horizon } from '../horizon.ts';
import type { ItemStateRule } from '../policy-rules.ts';
import type { Day } from '../time.ts';
import { earlierOf } from '../time.ts';
import type { WeighedItem } from './approval-signals.ts';
import type { ApprovalDefinitions } from './core.ts';
import type { ItemDraft } from './item-draft.ts';
import type { ItemState } from './record.ts';
import { OPEN_TO_APPLY } from './record.ts';
import type { Said } from './signal-row.ts';
import { familyOf } from './weight.ts';

/** An item by where it stands, whatever its clock says, until one of its limits is over. */
export function itemStateSignal(
  { draft }: WeighedItem,
  { policy: { rules } }: Pick<ApprovalDefinitions, 'policy'>,
  horizon: Horizon,
): Said | undefined {
  const rule = rules.itemState;
  if (!rule) return undefined;
  const { item, template } = draft;
  const overOn = firstDayOver(draft);
  if (overOn !== undefined) horizon.at(overOn);
  const stand = standOf(draft);
  return {
    object: item.id,
    kind: 'itemState',
    colour: rule[stand],
    rule: rule.id,
    contributes: rule.contributes,
    reason: {
      code: REASONS[stand],
      numbers: {},
      days: {},
      words: { item: item.id, authority: template.authority },
    },
    facts: item.facts,
    flips: flips(item.id, stand, overOn, rule),
    colourOn: (day) => (day >= horizon.today ? rule[stand] : rule[standBefore(draft, day)]),
    family: familyOf(template),
  };
}

type Stand = 'done' | 'running' | 'notBegun' | 'over';

const REASONS: Record<Stand, Reason['code']> = {
  done: 'itemDone',
  running: 'itemRunning',
  notBegun: 'itemNotBegun',
  over: 'itemOver',
};

const NOT_BEGUN: readonly ItemState[] = ['notStarted', ...OPEN_TO_APPLY];

/** Its limits but those of the applicant, while they count. */
const limitsOf = ({ counts }: ItemDraft) =>
  counts.filter(({ clock }) => clock.endedOn === undefined && clock.kind !== 'applicant');

function standOf(draft: ItemDraft): Stand {
  const { item } = draft;
  if (item.done) return 'done';
  if (limitsOf(draft).some(({ clock }) => clock.leftDays < 0)) return 'over';
  return NOT_BEGUN.includes(item.state) ? 'notBegun' : 'running';
}

/** The first day on which a limit that runs will be over. */
function firstDayOver(draft: ItemDraft): Day | undefined {
  if (draft.item.done) return undefined;
  const days = limitsOf(draft)
    .filter(({ clock }) => clock.running)
    .map(({ clock, dayOfUse }) => dayOfUse(clock.limitDays + 1));
  return days.length === 0 ? undefined : days.reduce(earlierOf);
}

/** By all that is known now. */
function standBefore(draft: ItemDraft, day: Day): Stand {
  const { doneOn } = draft.item;
  if (draft.item.done && doneOn !== undefined && day >= doneOn) return 'done';
  const isOver = limitsOf(draft).some(({ clock }) => clock.leftDays < 0 && day > clock.due);
  if (isOver) return 'over';
  return draft.startedOn !== undefined && day >= draft.startedOn ? 'running' : 'notBegun';
}

function flips(item: string, stand: Stand, overOn: Day | undefined, rule: ItemStateRule): Flip[] {
  const colour: Colour = rule[stand];
  const reach: Flip = { by: 'reach', milestone: item, colour: rule.done };
  const isAhead = stand !== 'over' && overOn !== undefined;
  const wait: Flip[] = isAhead ? [{ by: 'wait', day: overOn, colour: rule.over }] : [];
  return [reach, ...wait].filter((one) => stand !== 'done' && one.colour !== colour);
}
