import {
  useIsMutating,
  useMutation,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import type {
  WorkbookImportConfirmed,
  WorkbookImportDetail,
} from '../../../api/workbook-responses.ts';
import { post } from '../../client.ts';
import type { HeldPage } from '../../parts/read-pages.ts';
import { useMe } from '../../session-context.ts';
import { readImportAnew } from './use-import-step.ts';

/**
 * Confirms a list, and asks again until none of its rows waits to be written, also while another page is
 * looked at. What goes before a refusal or a lost connection is written for good.
 */
export function useConfirmation(id: string) {
  const { actor } = useMe();
  const client = useQueryClient();
  return useMutation({
    mutationKey: writing(id),
    mutationFn: async (body: { reason?: string; acceptGuesses?: boolean }) => {
      const path = `/imports/${id}/confirm`;
      let told: WorkbookImportConfirmed;
      do {
        // A confirmation is a person's act under a role, all else is noted by id.
        told = await post<WorkbookImportConfirmed>(path, { ...body, ...(actor && { actor }) });
        showProgress(client, told);
      } while (told.rows.queued > 0);
    },
    onSettled: async () => {
      await readImportAnew(client, id);
      await client.invalidateQueries({ queryKey: ['park'] });
    },
  });
}

/** Whether this browser writes the rows of a list, on whichever page it was begun. */
export const useIsWriting = (id: string): boolean =>
  useIsMutating({ mutationKey: writing(id) }) > 0;

const writing = (id: string) => ['confirm', id];

function showProgress(client: QueryClient, told: WorkbookImportConfirmed): void {
  const { id, registered, changed, rows } = told;
  client.setQueriesData<HeldPage<WorkbookImportDetail>[]>({ queryKey: ['import', id] }, (held) =>
    held?.map((one) => ({ ...one, page: { ...one.page, registered, changed, rows } })),
  );
}
