import type { AlertAbout } from '../../../api/alert-responses.ts';
import { useTerm } from '../../labels.ts';
import { useWords } from '../../words.ts';
import { ALERT_WORDS } from './words.ts';

/** What an alert is about in a few words: milestone or item, and kind of trouble. */
export function useAlertAbout(): (about: AlertAbout) => string {
  const { language } = useWords(ALERT_WORDS);
  const term = useTerm();
  return ({ label, kind, detail }) =>
    [label?.[language], term('signal', kind), detail].filter(Boolean).join(' · ');
}
