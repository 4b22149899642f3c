import { Link } from 'wouter';
import type { TodayAnswer } from '../../../api/page-responses.ts';
import { useTerm } from '../../labels.ts';
import { SHOWN_COLOURS } from '../../parts/colours.ts';
import { TableHead } from '../../parts/table-head.tsx';
import { useWords } from '../../words.ts';
import { Panel } from '../../parts/panel.tsx';
import { ColourHeads } from './colour-heads.tsx';
import { TODAY_WORDS } from './words.ts';

/** Projects by phase and colour. */
export function Phases({ phases }: Pick<TodayAnswer['counts'], 'phases'>) {
  const { say } = useWords(TODAY_WORDS);
  const term = useTerm();
  return (
    <Panel title={say('phases')}>
      <table className="plain-table">
        <TableHead names={[say('phase')]}>
          <ColourHeads />
          <th scope="col">{say('total')}</th>
        </TableHead>
        <tbody>
          {phases.map(({ phase, total, colours }) => (
            <tr key={phase}>
              <th scope="row">
                <Link href={`/projects?phase=${phase}`}>{term('phase', phase)}</Link>
              </th>
              {SHOWN_COLOURS.map((colour) => (
                <td key={colour}>{colours[colour] || ''}</td>
              ))}
              <td>{total}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
