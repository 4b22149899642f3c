import { usePeople } from '../../people.ts';

/** Chooses a person; an id is typed where people may not be seen. */
export function PersonInput({ name, required }: { name: string; required: boolean }) {
  const people = usePeople();
  if (people.length === 0) return <input name={name} required={required} maxLength={100} />;
  return (
    <select name={name} required={required} defaultValue="">
      <option value="" />
      {people.map((person) => (
        <option key={person.id} value={person.id}>
          {person.name}
        </option>
      ))}
    </select>
  );
}
