import { Link } from 'wouter';
import type { TodayAnswer } from '../../../api/page-responses.ts';
import { useTerm } from '../../labels.ts';
import { ColourMark, SHOWN_COLOURS } from '../../parts/colour-mark.tsx';
import { useWords } from '../../words.ts';
import { Panel } from '../../parts/panel.tsx';
import { TODAY_WORDS } from './words.ts';

/** Projects by phase and colour. */
export function Phases({ phases }: Pick<TodayAnswer['counts'], 'phases'>) {
  const { say } = useWords(TODAY_WORDS);
  const term = useTerm();
  return (
    <Panel title={say('phases')}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{say('phase')}</th>
            {SHOWN_COLOURS.map((colour) => (
              <th key={colour} scope="col">
                <ColourMark colour={colour} />
              </th>
            ))}
            <th scope="col">{say('total')}</th>
          </tr>
        </thead>
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
