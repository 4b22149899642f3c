import type { UseQueryResult } from '@tanstack/react-query';
import { Spin } from 'antd';
import type { ReactNode } from 'react';
import { PageError } from './page-error.tsx';

/** What has been read, a sign while it comes, or why it does not. What is there stays while it is read anew. */
export function Loaded<T>({
  of: { data, error },
  children,
}: {
  of: Pick<UseQueryResult<T>, 'data' | 'error'>;
  children: (data: T) => ReactNode;
}) {
  if (data !== undefined) return <>{children(data)}</>;
  return error ? <PageError error={error} /> : <Spin className="page-spin" />;
}
