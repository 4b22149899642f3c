import { Link } from 'wouter';
import type { TodayAnswer } from '../../../api/page-responses.ts';
import { pathWith } from '../../client.ts';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { SHOWN_COLOURS } from '../../parts/colours.ts';
import { useWords } from '../../words.ts';
import { Panel } from '../../parts/panel.tsx';
import { TODAY_WORDS } from './words.ts';

/** How many projects there are of each colour; a press shows which. */
export function Counts({
  counts: { total, colours },
  lead,
}: Pick<TodayAnswer, 'counts'> & { lead: string }) {
  const { say } = useWords(TODAY_WORDS);
  return (
    <Panel title={say('counts')} wide>
      <ul className="counts">
        {SHOWN_COLOURS.map((colour) => (
          <li key={colour} className={`count count-${colour}`}>
            <Link href={pathWith('/projects', { colour, lead })}>
              <span className="figure">{colours[colour]}</span>
              <ColourMark colour={colour} />
            </Link>
          </li>
        ))}
      </ul>
      <p className="note">{say('projects', { count: total })}</p>
    </Panel>
  );
}
