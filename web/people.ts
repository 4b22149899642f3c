import { useQuery } from '@tanstack/react-query';
import type { PersonItem } from '../api/people-responses.ts';
import { get } from './client.ts';
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
