import { useMutation, useQueryClient } from '@tanstack/react-query';
import { post } from '../../client.ts';
import { useMe } from '../../session-context.ts';

/** A step with a staged list; it is read anew afterwards. */
export function useImportStep<T = unknown>(id: string, step: string) {
  const { actor } = useMe();
  const client = useQueryClient();
  // A confirmation is a person's act under a role, all else is noted by id.
  const by = step === 'confirm' ? actor : actor?.id;
  return useMutation({
    mutationFn: (body: Record<string, unknown>) =>
      post<T>(`/imports/${id}/${step}`, { ...body, ...(by !== undefined && { actor: by }) }),
    onSettled: () =>
      client.invalidateQueries({
        predicate: ({ queryKey: [kind, about] }) =>
          (kind === 'import' && about === id) || kind === 'imports' || kind === 'sheet-maps',
      }),
  });
}
