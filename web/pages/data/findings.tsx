import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { ProjectFindings } from '../../../api/intake-responses.ts';
import type { Page } from '../../../api/responses.ts';
import { get } from '../../client.ts';
import { RawEvent } from '../../parts/facts/raw-event.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { More } from '../../parts/more.tsx';
import { projectPath } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { DATA_WORDS } from './words.ts';

const AT_ONCE = 20;

/** Contradictions and gaps of projects, each down to its events; the project's page is where they are settled. */
export function Findings() {
  const { say } = useWords(DATA_WORDS);
  const found = useInfiniteQuery({
    queryKey: ['park', 'findings'],
    queryFn: ({ pageParam: after, signal }) =>
      get<Page<ProjectFindings>>('/findings', { after, limit: AT_ONCE }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  return (
    <Loaded of={found}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items);
        return (
          <>
            {items.length === 0 && <p>{say('noFindings')}</p>}
            {items.map((item) => (
              <OfProject key={item.project} item={item} />
            ))}
            <More of={found} word={say('more')} />
          </>
        );
      }}
    </Loaded>
  );
}

function OfProject({ item: { project, name, findings } }: { item: ProjectFindings }) {
  const { language } = useWords(DATA_WORDS);
  return (
    <section aria-label={name}>
      <h3>
        <Link href={projectPath(project)}>
          {project} {name}
        </Link>
      </h3>
      <ul className="lines">
        {findings.map(({ id, text, facts }) => (
          <li key={id}>
            {text[language]}
            {facts.map((fact) => (
              <RawEvent key={`${fact.source} ${fact.id}`} code={project} fact={fact} />
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
