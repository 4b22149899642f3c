import { Link } from 'wouter';
import type { ApprovalFindings, ProjectFindings } from '../../../api/intake-responses.ts';
import type { Page } from '../../../api/responses.ts';
import { get } from '../../client.ts';
import { RawEvent } from '../../parts/facts/raw-event.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { More } from '../../parts/more.tsx';
import { PageOfList } from '../../parts/page-of-list.tsx';
import { usePages } from '../../parts/use-pages.ts';
import { approvalPath, itemPath, projectPath } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { DATA_WORDS } from './words.ts';

const AT_ONCE = 20;

/** Contradictions and gaps of projects, each down to its events; the project's page is where they are settled. */
export function Findings() {
  const { say } = useWords(DATA_WORDS);
  const { reading, ...found } = usePages({
    queryKey: ['park', 'findings'],
    read: (after, signal) =>
      get<Page<ProjectFindings>>('/findings', { after, limit: AT_ONCE }, signal),
    idOf: codeOf,
  });
  return (
    <Loaded of={found}>
      {({ items, pages }) => (
        <>
          {items.length === 0 && <p>{say('noFindings')}</p>}
          {pages.map((page, nth) => (
            <PageOfList key={nth} of={reading} nth={nth} as="div">
              {page.map((item) => (
                <OfProject key={item.project} item={item} />
              ))}
            </PageOfList>
          ))}
          <More of={reading} word={say('more')} />
        </>
      )}
    </Loaded>
  );
}

const codeOf = ({ project }: ProjectFindings): string => project;

function OfProject({ item: { project, name, findings, approvals } }: { item: ProjectFindings }) {
  const { language } = useWords(DATA_WORDS);
  return (
    <section aria-label={name}>
      <h3>
        <Link href={projectPath(project)}>
          {project} {name}
        </Link>
      </h3>
      {findings.length > 0 && (
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
      )}
      {approvals.map((approval) => (
        <OfApproval key={approval.round} project={project} approval={approval} />
      ))}
    </section>
  );
}

function OfApproval({
  project,
  approval: { round, findings },
}: {
  project: string;
  approval: ApprovalFindings;
}) {
  const { say, language } = useWords(DATA_WORDS);
  const path = approvalPath(project, round);
  return (
    <>
      <h4>
        <Link href={path}>{say('approval', { round })}</Link>
      </h4>
      <ul className="lines">
        {findings.map(({ id, code, item, text, todo, fact }) => (
          <li key={id}>
            <Link href={code === 'unknownItem' ? path : itemPath(project, round, item)}>
              {text[language]}
            </Link>
            <div className="note">{say('todo', { todo: todo[language] })}</div>
            <RawEvent code={project} fact={fact} />
          </li>
        ))}
      </ul>
    </>
  );
}
