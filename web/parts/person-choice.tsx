import { usePeople } from '../people.ts';

/** Chooses a person; an id is typed where people may not be seen. */
export function PersonChoice(field: {
  id: string;
  name: string;
  required: boolean;
  defaultValue: string;
}) {
  const people = usePeople();
  if (people.length === 0) return <input {...field} maxLength={100} />;
  return (
    <select {...field}>
      <option value="" />
      {people.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
