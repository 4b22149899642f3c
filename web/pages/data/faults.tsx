import type { DeadLetterSummary } from '../../../api/responses.ts';
import { useTerm } from '../../labels.ts';
import { useWords } from '../../words.ts';
import { DATA_WORDS } from './words.ts';

/** What is wrong with a message: each fault in words, or the reason alone where no more is known. */
export function Faults({ letter: { faults, reason } }: { letter: DeadLetterSummary }) {
  const { language } = useWords(DATA_WORDS);
  const term = useTerm();
  if (faults.length === 0) return term('deadLetter', reason);
  return (
    <ul className="faults">
      {faults.map(({ path, text }) => (
        <li key={`${path} ${text.en}`}>
          {text[language]} {path !== '' && <code className="note">{path}</code>}
        </li>
      ))}
    </ul>
  );
}
