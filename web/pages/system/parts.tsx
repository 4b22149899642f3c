import type { PartHealth, SystemAnswer } from '../../../api/page-responses.ts';
import { Scrolls } from '../../parts/scrolls.tsx';
import { TableHead } from '../../parts/table-head.tsx';
import { useWords } from '../../words.ts';
import { SYSTEM_WORDS } from './words.ts';

const MARKS: Record<PartHealth['state'], string> = { ok: '✓', late: '!', away: '✕', unknown: '?' };

const COLUMNS = ['part', 'state', 'detail', 'count', 'oldest'] as const;

/** How each part does, in words. */
export function Parts({ parts }: Pick<SystemAnswer, 'parts'>) {
  const { say } = useWords(SYSTEM_WORDS);
  return (
    <Scrolls label={say('parts')}>
      <table className="plain-table">
        <TableHead names={COLUMNS.map((one) => say(one))} />
        <tbody>
          {parts.map(({ part, state, detail, count, seconds }) => (
            <tr key={part} className={`part-${state}`}>
              <th scope="row">{say(part)}</th>
              <td className="part-state">
                <span aria-hidden="true">{MARKS[state]}</span> {say(state)}
              </td>
              <td>{isWord(detail) && say(detail)}</td>
              <td>{count}</td>
              <td>
                {seconds !== null && seconds > 0 && say('seconds', { count: Math.round(seconds) })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}

type Detail = 'schemaDiffers' | 'noAnswer' | 'parkedFacts' | 'faultyProjects' | 'behind';

const isWord = (detail: string | null): detail is Detail =>
  SYSTEM_WORDS.keys.some((key) => key === detail);
