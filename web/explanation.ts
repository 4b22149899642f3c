import { useQuery } from '@tanstack/react-query';
import type { ExplanationAnswer } from '../api/responses.ts';
import { get } from './client.ts';
import { projectPath } from './paths.ts';
import type { Language } from './words.ts';

/** Why a project has its colour, in one language. */
export const useExplanation = (code: string, language: Language) =>
  useQuery({
    queryKey: ['project', code, 'explanation', language],
    queryFn: async ({ signal }) => {
      const path = `${projectPath(code)}/explanation`;
      const answer = await get<ExplanationAnswer>(path, { lang: language }, signal);
      return answer[language] ?? null;
    },
  });
