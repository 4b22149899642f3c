import { Link } from 'wouter';
import type { ProjectListItem } from '../../../api/page-responses.ts';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { daysBetween } from '../../parts/moment.ts';
import { useParkDay } from '../../parts/park-day.ts';
import { projectPath } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { NextDue } from './next-due.tsx';
import { PROJECTS_WORDS } from './words.ts';

// Of the axis: what lies outside is shown at its end.
const DAYS_BACK = 30;
const DAYS_AHEAD = 180;
// As wide as a label, so that none lies over that of today.
const LABEL_DAYS = 20;

/** The list along time: each project at the day of its next milestone, with the day expected instead. */
export function NextDates({ items }: { items: readonly ProjectListItem[] }) {
  const { say } = useWords(PROJECTS_WORDS);
  return (
    <div className="months" tabIndex={0} role="region" aria-label={say('timeline')}>
      <table className="list next-due">
        <thead>
          <tr>
            <th scope="col" className="col-name">
              {say('name')}
            </th>
            <th scope="col" className="col-next">
              {say('next')}
            </th>
            <th scope="col" className="col-axis">
              <Axis />
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.code}>
              <th scope="row" className="col-name">
                <ColourMark colour={item.colour} caveat={item.caveat} bare />{' '}
                <Link href={projectPath(item.code)}>
                  {item.code} {item.name}
                </Link>
              </th>
              <td>
                <NextDue item={item} />
              </td>
              <td>
                <Place item={item} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Axis() {
  const { say } = useWords(PROJECTS_WORDS);
  const today = useParkDay();
  const months = [1, 2, 3, 4, 5]
    .map((ahead) => monthAfter(today, ahead))
    .filter((day) => daysBetween(today, day) >= LABEL_DAYS);
  return (
    <div className="axis">
      <span style={{ left: leftOf(today, today) }}>{say('today')}</span>
      {months.map((day) => (
        <span key={day} className="note" style={{ left: leftOf(day, today) }}>
          {day.slice(0, 'YYYY-MM'.length)}
        </span>
      ))}
    </div>
  );
}

function Place({ item: { next, colour, caveat } }: { item: ProjectListItem }) {
  const today = useParkDay();
  if (!next) return null;
  const ends = [next.due, next.expected ?? next.due].sort();
  const [from = next.due, to = next.due] = ends;
  return (
    <div className={`axis card-${colour ?? 'grey'}`} aria-hidden="true">
      <span className="now" style={{ left: leftOf(today, today) }} />
      {from !== to && (
        <span
          className="stretch"
          style={{
            left: leftOf(from, today),
            width: `${shareOf(to, today) - shareOf(from, today)}%`,
          }}
        />
      )}
      <span className="mark" style={{ left: leftOf(next.due, today) }}>
        <ColourMark colour={colour} caveat={caveat} bare />
      </span>
    </div>
  );
}

function shareOf(day: string, today: string): number {
  const share = (daysBetween(today, day) + DAYS_BACK) / (DAYS_BACK + DAYS_AHEAD);
  return Math.round(Math.min(1, Math.max(0, share)) * 1_000) / 10;
}

const leftOf = (day: string, today: string): string => `${shareOf(day, today)}%`;

/** The first day of a month so many after that of a day. */
function monthAfter(day: string, ahead: number): string {
  const at = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + ahead;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01`;
}
