import { useQuery } from '@tanstack/react-query';
import type { LabelsAnswer, TermList } from '../api/page-responses.ts';
import { get } from './client.ts';
import { FRAME_WORDS } from './frame-words.ts';
import { useWords } from './words.ts';

/** The engine's words for what it calls by a code; undefined until they are there. */
export function useLabels(): LabelsAnswer | undefined {
  const { language } = useWords(FRAME_WORDS);
  const { data } = useQuery({
    queryKey: ['labels', language],
    queryFn: () => get<LabelsAnswer>('/labels', { lang: language }),
  });
  return data;
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
