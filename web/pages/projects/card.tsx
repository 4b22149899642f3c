import { Link } from 'wouter';
import type { ProjectListItem } from '../../../api/page-responses.ts';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { projectPath } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { NextDue } from './next-due.tsx';
import { PROJECTS_WORDS } from './words.ts';

/** A project on the board; the button is for whoever does not drag. */
export function Card({
  item,
  ask,
}: {
  item: ProjectListItem;
  ask: (item: ProjectListItem) => void;
}) {
  const { say } = useWords(PROJECTS_WORDS);
  return (
    <li
      className={`card card-${item.colour ?? 'grey'}`}
      draggable
      onDragStart={({ dataTransfer }) => {
        dataTransfer.setData('text/plain', item.code);
      }}
    >
      <ColourMark colour={item.colour} caveat={item.caveat} />{' '}
      <Link href={projectPath(item.code)} draggable={false}>
        {item.code} {item.name}
      </Link>
      <NextDue item={item} />
      <button
        type="button"
        className="plain no-print"
        onClick={() => {
          ask(item);
        }}
      >
        {say('missing')}
      </button>
    </li>
  );
}
