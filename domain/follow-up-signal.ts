import type { MilestoneAssessment } from './assessment.ts';
import { holdFor } from './hold.ts';
import { monthRow } from './month-row.ts';
import type { FollowUpRule } from './policy-rules.ts';
import type { Setting } from './setting.ts';
import type { Row } from './signal.ts';
import type { Start } from './starts.ts';
import type { Day } from './time.ts';
import { addDays, addMonths } from './time.ts';

/** A milestone that is to follow another one within months, whether the plan names it or not. */
export function followUpSignal(setting: Setting): Row | undefined {
  const { milestones, definitions, horizon } = setting;
  const { policy, template } = definitions;
  const rule = policy.rules.followUp;
  if (!rule || !template.milestones.some(({ code }) => code === rule.milestone)) return undefined;
  const since = milestones.find(({ code, state }) => code === rule.after && state === 'reached');
  const follower = milestones.find(({ code }) => code === rule.milestone);
  if (since?.actual === undefined || !isAwaited(follower)) return undefined;
  const hold = follower && holdFor(follower, definitions);
  return monthRow({ ...counted(rule, since.actual, follower), hold }, policy, horizon);
}

const isAwaited = (follower: MilestoneAssessment | undefined): boolean =>
  follower === undefined || follower.state === 'open' || follower.state === 'reported';

function counted(rule: FollowUpRule, since: Day, follower: MilestoneAssessment | undefined) {
  const { milestone: code, after, yellowAfterMonths, redAfterMonths } = rule;
  const due = addMonths(since, yellowAfterMonths);
  const starts: Start[] = [
    { day: addDays(due, 1), colour: 'yellow' },
    { day: addDays(addMonths(since, redAfterMonths), 1), colour: 'red' },
  ];
  return {
    kind: 'followUp' as const,
    rule,
    milestone: { code, facts: follower?.facts ?? [] },
    starts,
    sameUntil: (day: Day) => addMonths(since, monthsPassed(since, day) + 1),
    reasonOn: (day: Day) => ({
      code: 'notFollowed' as const,
      numbers: { months: monthsPassed(since, day), redAfterMonths },
      days: { since, due },
      words: { milestone: code, after },
    }),
    flipsOn: () => [],
  };
}

/** Whole months over: one with the day after the same day number of the next month. */
function monthsPassed(since: Day, day: Day): number {
  let months = 0;
  while (addMonths(since, months + 1) < day) months += 1;
  return months;
}
