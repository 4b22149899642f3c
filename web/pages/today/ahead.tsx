import { Link } from 'wouter';
import type { TodayAnswer } from '../../../api/page-responses.ts';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { projectPath } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { Panel } from '../../parts/panel.tsx';
import { TODAY_WORDS } from './words.ts';

const SHOWN = 12;

/** The milestones of the next 14 days. */
export function Ahead({ ahead: { total, items } }: Pick<TodayAnswer, 'ahead'>) {
  const { say, language } = useWords(TODAY_WORDS);
  const shown = items.slice(0, SHOWN);
  return (
    <Panel title={say('ahead')}>
      {shown.length === 0 && <p className="note">{say('nothingAhead')}</p>}
      <ul className="lines">
        {shown.map((item) => (
          <li key={`${item.project}/${item.milestone}`}>
            <ColourMark colour={item.colour} caveat={item.caveat} bare /> <time>{item.due}</time>{' '}
            <Link href={projectPath(item.project)}>
              {item.projectName} · {item.label[language]}
            </Link>{' '}
            <span className="note">
              {item.workingDays === 0
                ? say('today')
                : say('workingDays', { count: item.workingDays })}
              {item.redLine && ` · ${say('redLine')}`}
              {item.expected && ` · ${say('expected', { day: item.expected })}`}
            </span>
          </li>
        ))}
      </ul>
      {total > shown.length && (
        <Link href="/plan">{say('moreAhead', { count: total - shown.length })}</Link>
      )}
    </Panel>
  );
}
