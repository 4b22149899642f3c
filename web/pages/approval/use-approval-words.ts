import type { Clock, ItemAssessment } from '../../../domain/approval/assessment.ts';
import { useMilestoneName, useTerm } from '../../labels.ts';
import { daysBetween } from '../../parts/moment.ts';
import { useWords } from '../../words.ts';
import { clockState, nextConsent } from './item-clock.ts';
import { APPROVAL_WORDS } from './words.ts';

/** How an item of an approval is told in words, the same in the graph, the table and the drawer. */
export function useApprovalWords(items: readonly ItemAssessment[]) {
  const { say, language } = useWords(APPROVAL_WORDS);
  const milestoneName = useMilestoneName();
  const term = useTerm();
  const names = new Map(items.map(({ id, name }) => [id, name[language]]));
  const clockText = ({ usedDays, limitDays, unit }: Clock): string =>
    say(`usedOf_${unit}`, { used: usedDays, limit: limitDays });
  return {
    say,
    language,
    term,
    clockText,
    /** Running, stopped or ended, and what is left of it. */
    clockStateText: (clock: Clock): string => {
      const state = clockState(clock);
      if (state === 'ended') return say('ended');
      const { leftDays } = clock;
      const left =
        leftDays < 0 ? say('over', { count: -leftDays }) : say('left', { count: leftDays });
      return `${say(state)} · ${left}`;
    },
    /** An item, `milestone:<code>` or `utility:<utility>.<step>` by its name. */
    nameOf: (id: string): string => {
      const [kind, what] = id.split(':');
      if (what === undefined) return names.get(id) ?? id;
      if (kind !== 'utility') return milestoneName(what);
      const [utility = '', step = ''] = what.split('.');
      return `${term('utility', utility)} ${term('utilityStep', step)}`;
    },
    /** When silence will count as consent, if it will. */
    consentText: (item: ItemAssessment, today: string): string | undefined => {
      const consent = nextConsent(item);
      if (!consent) return undefined;
      const { department, deemedOn, due } = consent;
      const count = daysBetween(today, deemedOn ?? due);
      if (count <= 0) return say('consentToday', { department });
      return say(deemedOn === undefined ? 'consentAfter' : 'consentIn', { department, count });
    },
  };
}

/** Words for items of one approval. */
export type ApprovalWords = ReturnType<typeof useApprovalWords>;
