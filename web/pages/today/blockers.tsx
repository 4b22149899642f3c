import { Link } from 'wouter';
import type { Blocker, TodayAnswer } from '../../../api/page-responses.ts';
import { useTerm } from '../../labels.ts';
import { projectPath } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { Panel } from '../../parts/panel.tsx';
import { TODAY_WORDS } from './words.ts';

/** What holds projects up, the most project-days first. */
export function Blockers({ blockers }: Pick<TodayAnswer, 'blockers'>) {
  const { say } = useWords(TODAY_WORDS);
  return (
    <Panel title={say('blockers')}>
      {blockers.length === 0 && <p className="note">{say('nothingBlocks')}</p>}
      <ol className="lines">
        {blockers.map((blocker) => (
          <li key={`${blocker.kind}/${blocker.id}`}>
            <Name blocker={blocker} />{' '}
            <span className="note">
              {say('blocked', { projects: blocker.projects, days: blocker.projectDays })}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Name({ blocker: { kind, id, name } }: { blocker: Blocker }) {
  const term = useTerm();
  if (kind === 'project') {
    return <Link href={projectPath(id)}>{name ?? id}</Link>;
  }
  return <strong>{kind === 'cause' ? term('cause', id) : id}</strong>;
}
