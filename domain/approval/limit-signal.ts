import type { Flip, Reason } from '../assessment.ts';
import { severity, worstColour } from '../colour.ts';
import type { ApprovalLimitRule, Colour, ColourPolicy } from '../definitions.ts';
import type { Horizon } from '../horizon.ts';
import type { Start } from '../starts.ts';
import type { Day } from '../time.ts';
import type { Count } from './clocks.ts';
import type { ItemDraft } from './item-draft.ts';
import { colourOn, colourStarts, limitColour } from './limit-colour.ts';
import type { Said } from './signal-row.ts';
import type { Weight } from './weight.ts';
import { contributionOf, familyOf } from './weight.ts';

/** An item against what was promised and against the law, nothing while that is kept; where its day 0 is presumed only, blue at most. */
export function limitSignal(
  draft: ItemDraft,
  weight: Weight,
  { rules }: ColourPolicy,
  horizon: Horizon,
): Said | undefined {
  const rule = rules.approvalLimit;
  const judged = rule ? judgedBy(rule, draft.counts) : [];
  const worst = judged.reduce(worse, judged[0]);
  if (!rule || !worst) return undefined;
  const { isPastLaw } = worst;
  const ahead = judged.flatMap((one) => (one.clock.running ? one.starts : []));
  for (const { day } of ahead) horizon.at(day);
  const cap = draft.startPresumed ? rules.presumed?.colour : undefined;
  const colour = cap ? milder(worst.colour, cap) : worst.colour;
  if (colour === 'green') return undefined;
  const contributes = contributionOf(rule, { ...weight, isPastLaw });
  return {
    object: draft.item.id,
    kind: 'limit',
    colour,
    rule: rule.id,
    contributes,
    reason: reasonOf(draft, worst, rule),
    facts: draft.item.facts,
    flips: flipsOf(draft.item.id, colour, cap ? [] : ahead, horizon.today),
    colourOn: (day) => worstColour(judged.map(({ starts }) => colourOn(starts, day))),
    family: familyOf(draft.template),
  };
}

interface Judged {
  clock: Count['clock'];
  colour: Colour;
  starts: Start[];
  isPastLaw: boolean;
}

function judgedBy(rule: ApprovalLimitRule, counts: readonly Count[]): Judged[] {
  const open = counts.filter(
    ({ clock }) => clock.endedOn === undefined && clock.kind !== 'applicant',
  );
  const promised = open.filter(({ clock }) => clock.kind === 'promised');
  const law = open.filter(({ clock }) => clock.kind === 'statutory');
  // Where nothing is promised the law's limit is all there is to keep.
  return [
    ...(promised.length > 0 ? promised : law).map((one) => byPromise(one, rule)),
    ...law.map((one) => byLaw(one, rule)),
  ];
}

/** Of two alike the first. */
const worse = (worst: Judged | undefined, one: Judged): Judged =>
  worst && severity(worst.colour) >= severity(one.colour) ? worst : one;

const byPromise = (count: Count, rule: ApprovalLimitRule): Judged => ({
  clock: count.clock,
  colour: limitColour(rule, count.clock.limitDays, count.clock.leftDays),
  starts: colourStarts(rule, count),
  isPastLaw: false,
});

function byLaw({ clock, dayOfUse }: Count, { pastStatutory }: ApprovalLimitRule): Judged {
  const isPastLaw = clock.leftDays < 0;
  return {
    clock,
    colour: isPastLaw ? pastStatutory : 'green',
    starts: [{ day: dayOfUse(clock.limitDays + 1), colour: pastStatutory }],
    isPastLaw,
  };
}

const milder = (a: Colour, b: Colour): Colour => (severity(a) < severity(b) ? a : b);

function reasonOf(
  { item, template }: ItemDraft,
  { clock, colour, isPastLaw }: Judged,
  { redFrom }: ApprovalLimitRule,
): Reason {
  const { limitDays, from, due, step, unit } = clock;
  const late = colour === 'blue' ? 'limitSoon' : 'limitOver';
  return {
    code: isPastLaw ? 'statutoryOver' : late,
    numbers: { limitDays, redFrom },
    days: { from, due },
    words: {
      item: item.id,
      authority: template.authority,
      unit,
      ...(item.holder && { holder: item.holder }),
      ...(step && { step }),
    },
  };
}

function flipsOf(item: string, colour: Colour, ahead: readonly Start[], today: Day): Flip[] {
  const turns = ahead.filter((one) => one.day > today && severity(one.colour) > severity(colour));
  const [day] = turns.map((one) => one.day).sort();
  const onThatDay = turns.filter((one) => one.day === day).map((one) => one.colour);
  const wait: Flip[] =
    day === undefined ? [] : [{ by: 'wait', day, colour: worstColour(onThatDay) }];
  return [{ by: 'reach', milestone: item, colour: 'green' }, ...wait];
}
