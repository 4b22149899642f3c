import { usePeople } from '../people.ts';

/** Names people by their ids; the id where the park does not know them or they may not be seen. */
export function usePersonName(): (id: string | null) => string | null {
  const people = usePeople();
  return (id) => people.find((one) => one.id === id)?.name ?? id;
}
