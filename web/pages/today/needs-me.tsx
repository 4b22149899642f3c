import { Link } from 'wouter';
import type { NeedItem, TodayAnswer } from '../../../api/page-responses.ts';
import { pathWith } from '../../client.ts';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { useNeedWord } from '../../parts/need-words.ts';
import { usePersonName } from '../../parts/person-name.ts';
import { itemPath, projectPath } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { Panel } from '../../parts/panel.tsx';
import { TODAY_WORDS } from './words.ts';

interface Needs {
  needs: TodayAnswer['needsMe'];
  today: string;
}

/** What waits for the reader, the earliest due first. */
export function NeedsMe({ needs: { total, items }, today }: Needs) {
  const { say } = useWords(TODAY_WORDS);
  return (
    <Panel title={say('needsMe')}>
      {items.length === 0 && <p className="note">{say('nothingNeeded')}</p>}
      <ul className="lines">
        {items.map((item) => (
          <Need key={item.id} item={item} today={today} />
        ))}
      </ul>
      {total > items.length && <Link href="/work">{say('needsMeAll', { count: total })}</Link>}
    </Panel>
  );
}

function Need({ item, today }: { item: NeedItem; today: string }) {
  const { say, language } = useWords(TODAY_WORDS);
  const wordOf = useNeedWord();
  const nameOf = usePersonName();
  const isLate = item.due !== null && item.due < today;
  return (
    <li>
      {item.severity && <ColourMark colour={item.severity} bare />}{' '}
      <Link href={placeOf(item)}>
        {item.projectName} · {wordOf(item)}
        {item.label && ` · ${item.label[language]}`}
      </Link>{' '}
      <span className={isLate ? 'late' : 'note'}>
        {item.due} {isLate && say('overdue')}
        {item.insteadOf && ` ${say('insteadOf', { person: nameOf(item.insteadOf) })}`}
      </span>
    </li>
  );
}

function placeOf({ kind, project, object, approvalRound }: NeedItem): string {
  if (kind.startsWith('alert')) return pathWith('/alerts', { alert: object });
  if (approvalRound === null) return projectPath(project);
  return itemPath(project, approvalRound, object);
}
