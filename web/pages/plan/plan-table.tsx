import type { PlanRow } from '../../../api/page-responses.ts';
import { useTerm } from '../../labels.ts';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { TableHead } from '../../parts/table-head.tsx';
import { useWords } from '../../words.ts';
import { useWaits } from './waits.ts';
import { PLAN_WORDS } from './words.ts';

const COLUMNS = [
  ...(['milestone', 'state', 'colour', 'baseline', 'due', 'expected', 'actual', 'late'] as const),
  'waitsFor',
] as const;

/** All that the chart says, as a table: for screen readers and paper. */
export function PlanTable({ rows }: { rows: readonly PlanRow[] }) {
  const { say } = useWords(PLAN_WORDS);
  return (
    <table className="plain-table plan-table">
      <caption className="unseen">{say('tableOf')}</caption>
      <TableHead names={COLUMNS.map((column) => say(column))} />
      {rows.map((row) => (
        <Project key={row.code} row={row} />
      ))}
    </table>
  );
}

function Project({ row }: { row: PlanRow }) {
  const { say, language } = useWords(PLAN_WORDS);
  const term = useTerm();
  const waits = useWaits();
  return (
    <tbody>
      <tr className="of-project">
        <th scope="rowgroup" colSpan={COLUMNS.length}>
          <ColourMark colour={row.colour} caveat={row.caveat} /> {row.code} {row.name} ·{' '}
          {row.stageLabel[language]}
          {row.milestones.length === 0 && ` · ${say('noMilestones')}`}
        </th>
      </tr>
      {row.milestones.map((one) => (
        <tr key={one.code}>
          <th scope="row">{one.label[language]}</th>
          <td>{term('milestoneState', one.state)}</td>
          <td>{one.colour && <ColourMark colour={one.colour} caveat={one.caveat} />}</td>
          <td>{one.baseline}</td>
          <td>{one.due}</td>
          <td>{one.actual === null && one.expected}</td>
          <td>{one.actual}</td>
          <td className={one.lateDays > 0 ? 'late' : ''}>
            {one.lateDays > 0 && say('lateDays', { count: one.lateDays })}
          </td>
          <td>
            {row.dependencies
              .filter(({ gates }) => gates === one.code)
              .map(waits)
              .join('；')}
          </td>
        </tr>
      ))}
    </tbody>
  );
}
