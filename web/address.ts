import { useSearchParams } from 'wouter';

/** What the address of the page says, and how one part of it is changed; without a value it is left out. */
export function useAddress() {
  const [search, setSearch] = useSearchParams();
  const put = (name: string, value: string | null): void => {
    setSearch((now) => {
      if (value === null || value === '') now.delete(name);
      else now.set(name, value);
      return now;
    });
  };
  return { search, put };
}
