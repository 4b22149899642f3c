import { Link } from 'wouter';
import type { ProjectListItem } from '../../../api/page-responses.ts';
import { useMilestoneName } from '../../labels.ts';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { ALERT_COLOURS } from '../../parts/colours.ts';
import { dayOf } from '../../parts/moment.ts';
import { projectPath } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { usePersonName } from '../../parts/person-name.ts';
import { NextDue } from './next-due.tsx';
import type { Picking } from './picking.ts';
import { PROJECTS_WORDS } from './words.ts';

interface Line {
  item: ProjectListItem;
  index: number;
  picking: Picking | null;
}

/** One project of the table. */
export function ProjectLine({ item, index, picking }: Line) {
  const { say } = useWords(PROJECTS_WORDS);
  const milestoneName = useMilestoneName();
  const nameOf = usePersonName();
  return (
    <tr data-index={index} aria-rowindex={index + 2}>
      {picking && (
        <td className="pick">
          <input
            type="checkbox"
            aria-label={say('pick', { name: item.name })}
            checked={picking.has(item.code)}
            onChange={() => {
              picking.turn(item.code);
            }}
          />
        </td>
      )}
      <td>
        <ColourMark colour={item.colour} caveat={item.caveat} />
      </td>
      <th scope="row" className="col-name">
        <Link href={projectPath(item.code)}>
          {item.code} {item.name}
        </Link>
        {item.sample && <span className="note"> {say('sample')}</span>}
        <div className="note cut">{item.investor}</div>
      </th>
      <td className="cut">{milestoneName(item.stage)}</td>
      <td>
        <NextDue item={item} />
      </td>
      <td>{dayOf(item.colourSince)}</td>
      <td>
        <AlertCounts item={item} />
      </td>
      <td className="cut">{nameOf(item.manager) ?? say('nobody')}</td>
      <td className="cut">{nameOf(item.patron) ?? say('nobody')}</td>
    </tr>
  );
}

/** Its open alerts by severity, leading to them. */
function AlertCounts({ item: { code, alerts } }: { item: ProjectListItem }) {
  const counted = ALERT_COLOURS.filter((colour) => alerts[colour] > 0);
  if (counted.length === 0) return null;
  return (
    <Link href={`/alerts?project=${encodeURIComponent(code)}`}>
      {counted.map((colour) => (
        <span key={colour}>
          <ColourMark colour={colour} bare />
          {alerts[colour]}{' '}
        </span>
      ))}
    </Link>
  );
}
