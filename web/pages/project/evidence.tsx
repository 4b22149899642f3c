import { useState } from 'react';
import type { ProjectPage } from '../../../api/page-responses.ts';
import type { Page, TimelineItem } from '../../../api/responses.ts';
import { get } from '../../client.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { More } from '../../parts/more.tsx';
import { PageOfList } from '../../parts/page-of-list.tsx';
import { Panel } from '../../parts/panel.tsx';
import { usePages } from '../../parts/use-pages.ts';
import { projectPath } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { StoryLine } from './story-line.tsx';
import { PROJECT_WORDS } from './words.ts';

/** Its story: each line down to the raw event that brought it about. */
export function Evidence({ project }: { project: ProjectPage }) {
  const { say } = useWords(PROJECT_WORDS);
  const [isWhole, setIsWhole] = useState(false);
  return (
    <div className="whole no-print">
      <Panel title={say('evidence')} wide>
        <p>
          {say(isWhole ? 'wholeStory' : 'newest')}{' '}
          <button
            type="button"
            className="plain"
            onClick={() => {
              setIsWhole(!isWhole);
            }}
          >
            {say(isWhole ? 'newestOnly' : 'wholeStory')}
          </button>
        </p>
        {isWhole ? <WholeStory project={project} /> : <Newest project={project} />}
      </Panel>
    </div>
  );
}

const AT_ONCE = 100;

function WholeStory({ project }: { project: ProjectPage }) {
  const { say } = useWords(PROJECT_WORDS);
  const { code } = project;
  const { reading, ...story } = usePages({
    queryKey: ['project', code, 'timeline'],
    read: (after, signal) =>
      get<Page<TimelineItem>>(`${projectPath(code)}/timeline`, { after, limit: AT_ONCE }, signal),
    idOf: lineId,
  });
  return (
    <Loaded of={story}>
      {({ items, pages }) => (
        <>
          {items.length === 0 && <p className="note">{say('noStory')}</p>}
          {pages.map((page, nth) => (
            <PageOfList key={nth} of={reading} nth={nth} as="ol" className="lines">
              <Lines project={project} items={page} />
            </PageOfList>
          ))}
          <More of={reading} word={say('moreStory')} />
        </>
      )}
    </Loaded>
  );
}

const lineId = ({ id }: TimelineItem): string => id;

function Newest({ project }: { project: ProjectPage }) {
  const { say } = useWords(PROJECT_WORDS);
  if (project.recent.length === 0) return <p className="note">{say('noStory')}</p>;
  return (
    <ol className="lines">
      <Lines project={project} items={project.recent} />
    </ol>
  );
}

const Lines = ({ project, items }: { project: ProjectPage; items: readonly TimelineItem[] }) =>
  items.map((item) => <StoryLine key={item.id} project={project} item={item} />);
