import type { UseQueryResult } from '@tanstack/react-query';
import { Spin } from 'antd';
import type { ReactNode } from 'react';
import { useAwaitsLabels } from '../labels.ts';
import { PageError } from './page-error.tsx';

/** What has been read, a sign while it comes, or why it does not. What is there stays while it is read anew. */
export function Loaded<T>({
  of: { data, error },
  children,
}: {
  of: Pick<UseQueryResult<T>, 'data' | 'error'>;
  children: (data: T) => ReactNode;
}) {
  const awaitsLabels = useAwaitsLabels();
  if (data === undefined && error) return <PageError error={error} />;
  if (data === undefined || awaitsLabels) return <Spin className="page-spin" />;
  return <>{children(data)}</>;
}
