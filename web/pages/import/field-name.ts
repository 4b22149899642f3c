import { useMilestoneName } from '../../labels.ts';
import { useWords } from '../../words.ts';
import { IMPORT_WORDS } from './words.ts';

/** Names what a column is read as: a plain field, the plan of a year, or a day of a milestone. */
export function useFieldName(): (field: string) => string {
  const { say } = useWords(IMPORT_WORDS);
  const milestoneName = useMilestoneName();
  return (field) => {
    const [kind = '', rest] = field.split(':');
    const known = IMPORT_WORDS.keys.find((key) => key === kind);
    if (known === undefined) return field;
    if (rest === undefined) return say(known);
    if (kind === 'yearInvestment') return say('yearInvestment', { year: rest });
    return `${milestoneName(rest)} · ${say(known)}`;
  };
}
