import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { post } from '../../client.ts';
import { useMe } from '../../session-context.ts';

/** A step with a staged list; it is read anew afterwards. */
export function useImportStep(id: string, step: string) {
  const { actor } = useMe();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Record<string, unknown>) =>
      post(`/imports/${id}/${step}`, { ...body, ...(actor && { actor: actor.id }) }),
    onSettled: () => readImportAnew(client, id),
  });
}

/** Reads a staged list anew, and what is shown of all. */
export const readImportAnew = (client: QueryClient, id: string): Promise<void> =>
  client.invalidateQueries({
    predicate: ({ queryKey: [kind, about] }) =>
      (kind === 'import' && about === id) || kind === 'imports' || kind === 'sheet-maps',
  });
