import { useQuery } from '@tanstack/react-query';
import type { ApprovalItemAnswer } from '../api/approval-responses.ts';
import { get } from './client.ts';
import { approvalPath } from './paths.ts';

/** One item of a round of a project's approval; nothing is read while none is named. */
export const useApprovalItem = (code: string, round: number, item: string | null) =>
  useQuery({
    queryKey: ['project', code, 'item', round, item],
    queryFn: ({ signal }) =>
      get<ApprovalItemAnswer>(
        `${approvalPath(code, round)}/items/${encodeURIComponent(item ?? '')}`,
        {},
        signal,
      ),
    enabled: item !== null,
  });
