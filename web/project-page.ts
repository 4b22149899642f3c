import { useQuery } from '@tanstack/react-query';
import type { ProjectPage } from '../api/page-responses.ts';
import { get } from './client.ts';
import { projectPath } from './paths.ts';

/** All of one project that its page shows. */
export const useProjectPage = (code: string) =>
  useQuery({
    queryKey: ['project', code, 'page'],
    queryFn: ({ signal }) => get<ProjectPage>(`${projectPath(code)}/page`, {}, signal),
  });
