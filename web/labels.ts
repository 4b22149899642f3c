import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { LabelsAnswer, TermList } from '../api/page-responses.ts';
import { get } from './client.ts';
import { FRAME_WORDS } from './frame-words.ts';
import { useWords } from './words.ts';

/** The engine's words for what it calls by a code; undefined until they are there. */
export const useLabels = (): LabelsAnswer | undefined => useLabelsRead().data;

/** Whether they are still awaited. What would show codes until they come waits for them, too. */
export const useAwaitsLabels = (): boolean => useLabelsRead().isPending;

function useLabelsRead() {
  const { language } = useWords(FRAME_WORDS);
  return useQuery({
    queryKey: ['labels', language],
    queryFn: () => get<LabelsAnswer>('/labels', { lang: language }),
    // What somebody has begun to fill in stays when the language changes.
    placeholderData: keepPreviousData,
  });
}

/** A word of one of the engine's lists; the code itself where it has none. */
export function useTerm(): (list: TermList, code: string) => string {
  const labels = useLabels();
  return (list, code) => labels?.terms[list][code] ?? code;
}

/** Names milestones by their codes, which are those of the stages, too; the code itself where it has no name. */
export function useMilestoneName(): (code: string) => string {
  const labels = useLabels();
  return (code) => labels?.milestones[code] ?? code;
}
