import { LEADERS } from '../offered.ts';
import { usePersonChoices } from '../people.ts';
import { Options } from './options.tsx';

/** Chooses a person, or only a leader; an id is typed where people may not be seen. */
export function PersonChoice({
  isLeader = false,
  ...field
}: {
  id?: string;
  name: string;
  required: boolean;
  defaultValue?: string;
  isLeader?: boolean;
}) {
  const people = usePersonChoices(...(isLeader ? LEADERS : []));
  if (people.length === 0) return <input {...field} maxLength={100} />;
  return (
    <select {...field}>
      <option value="" />
      <Options of={people} />
    </select>
  );
}
