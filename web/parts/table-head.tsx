import type { ReactNode } from 'react';

/** The head of a table with a name for each column; none is used twice. */
export function TableHead({
  names,
  children,
}: {
  names: readonly string[];
  /** Further cells. */
  children?: ReactNode;
}) {
  return (
    <thead>
      <tr>
        {names.map((name) => (
          <th key={name} scope="col">
            {name}
          </th>
        ))}
        {children}
      </tr>
    </thead>
  );
}
