import { useEffect } from 'react';
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
  return <Drawn read={read} draw={layout === 'board' ? Board : NextDates} />;
}

// All that is drawn counts as in view, and is read anew after each change.
const MOST_DRAWN = 5;

/** The projects read first, drawn all at once. */
function Drawn({ read, draw: Drawing }: { read: ReadProjects; draw: typeof Board }) {
  const { show } = read;
  const pages = read.pages.slice(0, MOST_DRAWN);
  const count = pages.length;
  useEffect(() => {
    show(new Set(Array.from({ length: count }, (_, nth) => nth)));
  }, [show, count]);
  const items = pages.flat();
  return (
    <>
      <Drawing items={items} />
      <More read={read} drawn={items.length} isFull={count === MOST_DRAWN} />
    </>
  );
}

function More({ read, drawn, isFull }: { read: ReadProjects; drawn: number; isFull: boolean }) {
  const { say } = useWords(PROJECTS_WORDS);
  if (isFull && drawn < read.total) {
    return <p className="no-print">{say('full', { read: drawn, count: read.total })}</p>;
  }
  if (!read.hasMore) return null;
  return (
    <p className="no-print">
      {say('read', { read: drawn, count: read.total })}{' '}
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
