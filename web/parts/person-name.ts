import { usePeople } from '../people.ts';

/** Names people by their ids; the id where the park does not know them or they may not be seen. */
export function usePersonName(): <I extends string | null>(id: I) => string | I {
  const people = usePeople();
  return (id) => people.find((one) => one.id === id)?.name ?? id;
}
