import { usePersonChoices } from '../people.ts';
import { Options } from './options.tsx';

/** Chooses a person; an id is typed where people may not be seen. */
export function PersonChoice(field: {
  id?: string;
  name: string;
  required: boolean;
  defaultValue?: string;
}) {
  const people = usePersonChoices();
  if (people.length === 0) return <input {...field} maxLength={100} />;
  return (
    <select {...field}>
      <option value="" />
      <Options of={people} />
    </select>
  );
}
