import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ProjectPage } from '../../../api/page-responses.ts';
import type { Page, TimelineItem } from '../../../api/responses.ts';
import { get } from '../../client.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { More } from '../../parts/more.tsx';
import { Panel } from '../../parts/panel.tsx';
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
        {isWhole ? (
          <WholeStory project={project} />
        ) : (
          <Lines project={project} items={project.recent} />
        )}
      </Panel>
    </div>
  );
}

const AT_ONCE = 100;

function WholeStory({ project }: { project: ProjectPage }) {
  const { say } = useWords(PROJECT_WORDS);
  const { code } = project;
  const story = useInfiniteQuery({
    queryKey: ['project', code, 'timeline'],
    queryFn: ({ pageParam: after, signal }) =>
      get<Page<TimelineItem>>(`${projectPath(code)}/timeline`, { after, limit: AT_ONCE }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  return (
    <Loaded of={story}>
      {({ pages }) => (
        <>
          <Lines project={project} items={pages.flatMap(({ items }) => items)} />
          <More of={story} word={say('moreStory')} />
        </>
      )}
    </Loaded>
  );
}

function Lines({ project, items }: { project: ProjectPage; items: readonly TimelineItem[] }) {
  const { say } = useWords(PROJECT_WORDS);
  if (items.length === 0) return <p className="note">{say('noStory')}</p>;
  return (
    <ol className="lines">
      {items.map((item) => (
        <StoryLine key={item.id} project={project} item={item} />
      ))}
    </ol>
  );
}
