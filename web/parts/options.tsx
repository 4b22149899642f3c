/** Something that can be chosen from a list. */
export interface Choice {
  value: string;
  label: string;
}

/** The codes of one of the engine's lists by their words; none until the words are there. */
export const choicesIn = (words: Readonly<Record<string, string>> = {}): Choice[] =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

/** The choices of a `select`. */
export const Options = ({ of }: { of: readonly Choice[] }) =>
  of.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
