import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ProblemError } from '../client.ts';
import { Loaded } from './loaded.tsx';
import { NoProject } from './no-project.tsx';
import { PageError } from './page-error.tsx';
import { PageHead } from './page-head.tsx';

/** As `Loaded`, for all of a page: it has a title also where nothing could be read; `project` is whose page it is. */
export function PageLoaded<T>({
  of,
  title,
  project,
  children,
}: {
  of: Pick<UseQueryResult<T>, 'data' | 'error'>;
  title: string;
  project?: string;
  children: (data: T) => ReactNode;
}) {
  const { data, error } = of;
  if (data !== undefined || !error) return <Loaded of={of}>{children}</Loaded>;
  if (project !== undefined && isUnknownProject(error)) return <NoProject code={project} />;
  return (
    <>
      <PageHead title={title} />
      <PageError error={error} />
    </>
  );
}

const isUnknownProject = (error: Error): boolean =>
  error instanceof ProblemError && error.code === 'PROJECT_NOT_FOUND';
