import { pathWith, type Query } from '../../client.ts';
import { useWords } from '../../words.ts';
import { PROJECTS_WORDS } from './words.ts';

/** Files of what is listed now. */
export function Exports({ query }: { query: Query }) {
  const { say } = useWords(PROJECTS_WORDS);
  return (
    <details className="menu no-print">
      <summary className="plain">{say('export')}</summary>
      <ul>
        <li>
          <a href={pathWith('/exports/projects.xlsx', query)}>{say('exportList')}</a>
        </li>
        <li>
          <a href={pathWith('/exports/weekly.xlsx', query)}>{say('exportWeekly')}</a>
        </li>
        <li>
          <a href={pathWith('/exports/monthly.xlsx', query)}>{say('exportMonthly')}</a>
        </li>
        <li>
          <a href="/exports/minutes.docx">{say('exportMinutes')}</a>
        </li>
      </ul>
    </details>
  );
}
