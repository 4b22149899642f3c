import { useQuery } from '@tanstack/react-query';
import type { AlertDetail } from '../../../api/alert-responses.ts';
import { get } from '../../client.ts';
import { useWords } from '../../words.ts';
import { ALERT_WORDS } from './words.ts';

/** One alert as the API tells it, in the language of the page. */
export function useAlert(id: string) {
  const { language } = useWords(ALERT_WORDS);
  return useQuery({
    queryKey: ['project', projectIn(id), 'alert', id, language],
    queryFn: ({ signal }) =>
      get<AlertDetail>(`/alerts/${encodeURIComponent(id)}`, { lang: language }, signal),
  });
}

// `alert/<project>/<signal>`
const projectIn = (id: string): string => id.split('/')[1] ?? '';
