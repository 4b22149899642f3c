import { Link } from 'wouter';
import type { ProjectPage } from '../../../api/page-responses.ts';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { Panel } from '../../parts/panel.tsx';
import { approvalPath } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { PROJECT_WORDS } from './words.ts';

/** The rounds of its parallel approval, leading to their graphs. */
export function Approvals({ project: { code, approvals } }: { project: ProjectPage }) {
  const { say } = useWords(PROJECT_WORDS);
  return (
    <Panel title={say('approvals')}>
      {approvals.length === 0 && <p className="note">{say('noApprovals')}</p>}
      <ul className="lines">
        {approvals.map(({ round, phase, colour, done, of }) => (
          <li key={round}>
            <ColourMark colour={colour} bare />{' '}
            <Link href={approvalPath(code, round)}>
              {say('round', { round })} {phase}
            </Link>{' '}
            {say('itemsDone', { done, of })} <meter min={0} max={of} value={done} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
