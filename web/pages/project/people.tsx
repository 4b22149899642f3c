import type { ProjectPage } from '../../../api/page-responses.ts';
import { useTerm } from '../../labels.ts';
import { Panel } from '../../parts/panel.tsx';
import { useWords } from '../../words.ts';
import { PROJECT_WORDS } from './words.ts';

/** Who holds its posts. */
export function People({ project: { posts } }: { project: ProjectPage }) {
  const { say } = useWords(PROJECT_WORDS);
  const term = useTerm();
  return (
    <Panel title={say('people')}>
      {posts.length === 0 && <p className="note">{say('noPeople')}</p>}
      <dl className="pairs">
        {posts.map(({ post, person }) => (
          <div key={post}>
            <dt>{term('post', post)}</dt>
            <dd>{person.name}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
