import type { SystemAnswer } from '../../../api/page-responses.ts';
import { dayOf } from '../../parts/moment.ts';
import { Scrolls } from '../../parts/scrolls.tsx';
import { TableHead } from '../../parts/table-head.tsx';
import { useWords } from '../../words.ts';
import { SYSTEM_WORDS } from './words.ts';

const COLUMNS = ['kind', 'name', 'version', 'usedBy', 'since'] as const;

/** Templates, policies and calendars in use, each with its version. */
export function Rules({ definitions }: Pick<SystemAnswer, 'definitions'>) {
  const { say, language } = useWords(SYSTEM_WORDS);
  return (
    <Scrolls label={say('rules')}>
      <table className="plain-table">
        <TableHead names={COLUMNS.map((one) => say(one))} />
        <tbody>
          {definitions.map(({ kind, id, version, label, usedBy, since }) => (
            <tr key={`${kind}/${id}@${version}`}>
              <td>{say(kind)}</td>
              <th scope="row">{label[language]}</th>
              <td>
                <code>
                  {id}@{version}
                </code>
              </td>
              <td>{usedBy ?? '—'}</td>
              <td>{dayOf(since)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}
