import { Link } from 'wouter';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Toggles } from '../../parts/toggles.tsx';
import { useMe } from '../../session-context.ts';
import { useWords } from '../../words.ts';
import { Board } from './board.tsx';
import { Exports } from './exports.tsx';
import { Filters } from './filters.tsx';
import { LAYOUTS, useListAddress, type ListAddress } from './list-address.ts';
import { NextDates } from './next-dates.tsx';
import { usePicking, type Picking } from './picking.ts';
import { ProjectTable } from './project-table.tsx';
import './projects.css';
import { Reminders } from './reminders.tsx';
import { SavedViews } from './saved-views.tsx';
import { useProjects, type ReadProjects } from './use-projects.ts';
import { PROJECTS_WORDS } from './words.ts';

/** 项目: one query as a table, as a board by stage, and along time. */
export function Projects() {
  const { say } = useWords(PROJECTS_WORDS);
  const { may } = useMe();
  const list = useListAddress();
  const picking = usePicking();
  const found = useProjects(list.query);
  return (
    <div className="projects-page">
      <PageHead title={say('title')}>
        {found.data && <span>{say('total', { count: found.data.total })}</span>}
        <Layouts list={list} />
        <SavedViews list={list} />
        {may('exportReports') && <Exports query={list.query} />}
        {may('importTables') && (
          <Link href="/projects/import" className="no-print">
            {say('import')}
          </Link>
        )}
      </PageHead>
      <Filters list={list} />
      {picking.codes.length > 0 && <Reminders picking={picking} />}
      <Loaded of={found}>
        {(read) =>
          read.items.length === 0 ? (
            <Nothing list={list} />
          ) : (
            <Shown list={list} read={read} picking={picking} />
          )
        }
      </Loaded>
    </div>
  );
}

function Layouts({ list }: { list: ListAddress }) {
  const { say } = useWords(PROJECTS_WORDS);
  return (
    <Toggles
      label={say('layout')}
      className="toggles no-print"
      values={LAYOUTS}
      isPressed={(layout) => layout === list.layout}
      press={(layout) => {
        list.put('layout', layout === 'table' ? [] : [layout]);
      }}
    >
      {(layout) => say(layout)}
    </Toggles>
  );
}

function Shown({
  list: { layout },
  read,
  picking,
}: {
  list: ListAddress;
  read: ReadProjects;
  picking: Picking;
}) {
  if (layout === 'table') return <ProjectTable read={read} picking={picking} />;
  return (
    <>
      {layout === 'board' ? <Board items={read.items} /> : <NextDates items={read.items} />}
      <More read={read} />
    </>
  );
}

function More({ read }: { read: ReadProjects }) {
  const { say } = useWords(PROJECTS_WORDS);
  if (!read.hasMore) return null;
  return (
    <p className="no-print">
      {say('read', { read: read.items.length, count: read.total })}{' '}
      <button type="button" className="plain" disabled={read.isReading} onClick={read.more}>
        {say(read.isReading ? 'reading' : 'more')}
      </button>
    </p>
  );
}

function Nothing({ list }: { list: ListAddress }) {
  const { say } = useWords(PROJECTS_WORDS);
  const { may } = useMe();
  return (
    <section className="panel">
      <p>{say(list.isNarrowed ? 'noneFit' : 'noneAtAll')}</p>
      {!list.isNarrowed && may('importTables') && (
        <Link href="/projects/import">{say('importFirst')}</Link>
      )}
    </section>
  );
}
