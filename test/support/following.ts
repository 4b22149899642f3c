import type { AlertCase } from '../../domain/alert/case.ts';
import type { CaseCommand } from '../../domain/alert/fact.ts';
import { followCases, type CaseNews, type Followed } from '../../domain/alert/follow-cases.ts';
import type { Assessment, Signal } from '../../domain/assessment.ts';
import type { Colour, ColourPolicy } from '../../domain/definitions.ts';
import { desired } from '../../domain/desired.ts';
import { assessAt, definitionsWith, registered } from './a-project.ts';

const shipped = definitionsWith();
const STANDING = assessAt([registered()], '2026-01-10');

/** The shipped default policy. */
export const defaultPolicy: ColourPolicy = shipped.policy;
export const calendar = shipped.calendar;

/** A signal of a milestone or item, `<object>/<kind>`. */
export function aSignal(id: string, colour: Colour, own: Partial<Signal> = {}): Signal {
  const [object = '', kind = 'due'] = id.split('/');
  return {
    ...{ id, object, colour, contributes: 'full', projectColour: colour, facts: [], flips: [] },
    kind: kind as Signal['kind'], // `as`: the test names a kind that there is
    rule: { policy: { id: 'default', version: '1', hash: '' }, rule: kind },
    reason: { code: 'overdue', numbers: {}, days: {}, words: {} },
    ...own,
  };
}

/** What an assessment with these signals says. */
export const saying = (signals: readonly Signal[], own: Partial<Assessment> = {}): Assessment => ({
  ...STANDING,
  // The sample project has nothing planned, so it would be completed.
  ...{ status: 'active', closed: false },
  signals: [...signals],
  ...own,
});

type Settled = Partial<Omit<CaseNews, 'cases' | 'now' | 'after' | 'acts' | 'bornBy'>> & {
  signals?: readonly Signal[];
  acts?: readonly CaseCommand[];
  says?: Partial<Assessment>;
  bornBy?: AlertCase['bornBy'];
};

/** What becomes of the cases at a moment at which these signals hold. */
export function follow(
  cases: readonly AlertCase[],
  now: string,
  { signals = [], says = {}, bornBy = 'news', ...own }: Settled = {},
): Followed {
  const after = saying(signals, says);
  return followCases({
    ...{ cases, acts: [], before: undefined, after, facts: [], now, calendar },
    ...{ desired: desired(after).alerts, policy: defaultPolicy, bornBy: () => bornBy },
    ...own,
  });
}

/** The case of that id; throws when there is none. */
export function caseOf({ cases }: Pick<Followed, 'cases'>, id: string): AlertCase {
  const found = cases.find((one) => one.id === id);
  if (!found) throw new Error(`No case ${id}; there are ${cases.map((one) => one.id).join(', ')}`);
  return found;
}

/** A time of Shanghai as an instant: `2026-09-30 16:00`. */
export const at = (local: string): string =>
  new Date(`${local.replace(' ', 'T')}:00+08:00`).toISOString();

/** An instant as a time of Shanghai, to the minute. */
export const local = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
