import type { Flip, MilestoneAssessment } from './assessment.ts';
import { whenOpenOf } from './approval-gates.ts';
import { addWorkingDays } from './calendar.ts';
import { causesOf } from './causes.ts';
import { dueColour, dueSignal } from './due-signal.ts';
import { createHorizon } from './horizon.ts';
import { isPaused } from './pauses.ts';
import type { RecoveryRule } from './policy-rules.ts';
import { present } from './present.ts';
import { repeated } from './repetition.ts';
import type { Setting } from './setting.ts';
import type { Row } from './signal.ts';
import { createSignal } from './signal.ts';
import type { Day } from './time.ts';
import { addDays } from './time.ts';

/**
 * What was red by its date when its evidence came (先红后补): it counts as the rule says until the
 * project's next evidence of a later day, and no longer than the rule says. Found from the facts
 * alone: by the day on which it happened, whenever that was told.
 */
export function recoverySignal(milestone: MilestoneAssessment, setting: Setting): Row | undefined {
  const { definitions, dossier, horizon } = setting;
  const rule = definitions.policy.rules.recovery;
  const { code, state, actual } = milestone;
  if (!rule || state !== 'reached' || actual === undefined) return undefined;
  if (hasLaterEvidence(actual, setting)) return undefined;
  const until = lastDayOf(actual, rule, setting);
  if (until !== undefined && horizon.today > until) return undefined;
  if (!wasRed({ ...milestone, actual }, setting)) return undefined;
  if (until !== undefined) horizon.at(addDays(until, 1));
  const signal = createSignal(milestone, definitions.policy, {
    kind: 'recovery',
    colour: rule.colour,
    rule,
    reason: {
      code: 'recovering',
      numbers: {},
      days: present({ actual, until }),
      words: { milestone: code },
    },
    flips: flips(actual, until, setting),
  });
  const own = dossier.proofs.filter(({ ref }) => milestone.facts.some(({ id }) => id === ref.id));
  return {
    signal,
    colourOn: (day) =>
      day < actual || (until !== undefined && day > until) ? 'green' : rule.colour,
    // It only gets better by what a source may tell.
    preventedBy: [],
    isHistory: own.length > 0 && own.every(({ backfill }) => backfill),
  };
}

function lastDayOf(
  actual: Day,
  { atMostWorkingDays }: RecoveryRule,
  { definitions: { calendar } }: Setting,
): Day | undefined {
  if (atMostWorkingDays === undefined) return undefined;
  return addWorkingDays(calendar, actual, atMostWorkingDays).day;
}

const hasLaterEvidence = (since: Day, { milestones }: Setting): boolean =>
  milestones.some(({ state, actual = '' }) => state === 'reached' && actual > since);

/** Its colour by date at the end of the day on which it happened. */
function wasRed(milestone: MilestoneAssessment & { actual: Day }, setting: Setting): boolean {
  const { due, actual } = milestone;
  if (due === undefined || actual <= due || wasGrey(actual, setting)) return false;
  const dated = { ...milestone, due };
  const colour = dueColour(dated, setting.definitions, actual);
  if (colour !== 'yellow') return colour === 'red';
  // Yellow for too long was red as well.
  const then = { ...setting, horizon: createHorizon(actual) };
  const row = dueSignal(dated, setting.definitions, then.horizon);
  if (!row) return false;
  const causes = causesOf(row.signal, then);
  return repeated({ ...row, signal: { ...row.signal, causes } }, then).signal.colour === 'red';
}

/** Paused, or in the pipeline until it was signed: no date had a colour then. */
function wasGrey(day: Day, { dossier, definitions, milestones }: Setting): boolean {
  const { template, policy } = definitions;
  if (isPaused(dossier.pauses, createHorizon(day))) return true;
  if (!dossier.registration?.pipeline || policy.pipelineDates) return false;
  const signed = milestones.find(({ code }) => code === template.phases.signing)?.actual;
  return signed === undefined || day <= signed;
}

function flips(actual: Day, until: Day | undefined, setting: Setting): Flip[] {
  const { horizon, milestones, definitions } = setting;
  horizon.at(addDays(actual, 1));
  // Where works need a permit first, they might not count.
  const next = milestones
    .filter(({ code, state }) => state === 'open' && !isLocked(code, definitions))
    .sort((a, b) => ((a.due ?? '~') < (b.due ?? '~') ? -1 : 1))[0];
  const reach: Flip[] =
    next && horizon.today > actual ? [{ by: 'reach', milestone: next.code, colour: 'green' }] : [];
  const wait: Flip[] =
    until === undefined ? [] : [{ by: 'wait', day: addDays(until, 1), colour: 'green' }];
  return [...reach, ...wait];
}

const isLocked = (code: string, { template }: Setting['definitions']): boolean =>
  whenOpenOf(template, code) === 'compliance';
