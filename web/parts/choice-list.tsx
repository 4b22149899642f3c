import { Options, type Choice } from './options.tsx';

/** Chooses one of a list at once; `none` says what choosing nothing means, where it can be. */
export function ChoiceList({
  label,
  value,
  none,
  choices,
  choose,
  className,
}: {
  label: string;
  value: string;
  none?: string;
  choices: readonly Choice[];
  choose: (value: string) => void;
  className?: string;
}) {
  return (
    <label className={className}>
      {label}{' '}
      <select
        value={value}
        onChange={({ target }) => {
          choose(target.value);
        }}
      >
        {none !== undefined && <option value="">{none}</option>}
        <Options of={choices} />
      </select>
    </label>
  );
}
