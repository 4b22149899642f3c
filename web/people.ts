import { useQuery } from '@tanstack/react-query';
import type { PersonItem } from '../api/people-responses.ts';
import { get } from './client.ts';
import type { Choice } from './parts/options.tsx';
import { useMe } from './session-context.ts';

/** Everybody whom the park knows, for choices; nobody for whom may not see them. */
export function usePeople(): readonly PersonItem[] {
  const { may } = useMe();
  const { data } = useQuery({
    queryKey: ['people'],
    queryFn: () => get<{ items: PersonItem[] }>('/people'),
    enabled: may('seePeople'),
  });
  return data?.items ?? [];
}

/** Them as choices, of one office where it is named. */
export const usePersonChoices = (office?: string): Choice[] =>
  usePeople()
    .filter(({ offices }) => office === undefined || offices.some((one) => one === office))
    .map(({ id, name }) => ({ value: id, label: name }));
