import type { ProjectListItem } from '../../../api/page-responses.ts';
import { useWords } from '../../words.ts';
import { PROJECTS_WORDS } from './words.ts';

/** The next milestone with its day, and what is expected instead. */
export function NextDue({ item: { next } }: { item: Pick<ProjectListItem, 'next'> }) {
  const { say, language } = useWords(PROJECTS_WORDS);
  if (!next) return <span className="note">{say('noDate')}</span>;
  return (
    <>
      <div className="cut">
        {next.label[language]}
        {next.redLine && ` (${say('redLine')})`}
      </div>
      <div className="cut">
        {next.due}
        {next.expected !== null && next.expected !== next.due && (
          <span className={next.expected > next.due ? 'late' : 'note'}>
            {' '}
            {say('expected', { day: next.expected })}
          </span>
        )}
      </div>
    </>
  );
}
