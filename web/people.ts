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

/** Them as choices; where offices are named, those who hold one of them. */
export const usePersonChoices = (...wanted: readonly string[]): Choice[] =>
  usePeople()
    .filter(({ offices }) => wanted.length === 0 || offices.some((one) => wanted.includes(one)))
    .map(({ id, name }) => ({ value: id, label: name }));
