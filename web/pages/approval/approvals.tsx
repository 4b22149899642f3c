import { keepPreviousData } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import type { ApprovalSummary } from '../../../api/approval-responses.ts';
import type { Page } from '../../../api/responses.ts';
import { get } from '../../client.ts';
import { Empty } from '../../parts/empty.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { More } from '../../parts/more.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { PageOfList } from '../../parts/page-of-list.tsx';
import { Scrolls } from '../../parts/scrolls.tsx';
import { TableHead } from '../../parts/table-head.tsx';
import { usePages, type ListReading, type ReadList } from '../../parts/use-pages.ts';
import { useWords } from '../../words.ts';
import { APPROVAL_FILTERS, ApprovalFilters } from './approval-filters.tsx';
import { ApprovalLine } from './approval-line.tsx';
import './approval.css';
import { APPROVALS_WORDS } from './list-words.ts';

const AT_ONCE = 50;

const COLUMNS = ['approval', 'colour', 'progress', 'inHand', 'holders', 'next'] as const;

/** 并联审批: the approvals of all projects with what somebody has in hand, each leading to its graph. */
export function Approvals() {
  const { say } = useWords(APPROVALS_WORDS);
  const [search] = useSearchParams();
  const filter = Object.fromEntries(APPROVAL_FILTERS.map((name) => [name, search.get(name)]));
  const { reading, ...found } = usePages({
    queryKey: ['park', 'approvals', filter],
    read: (after, signal) =>
      get<Page<ApprovalSummary>>('/approvals', { ...filter, limit: AT_ONCE, after }, signal),
    idOf: keyOf,
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHead title={say('title')} />
      <Loaded of={found}>
        {({ items, pages }) => (
          <>
            <ApprovalFilters known={items} />
            <List pages={pages} reading={reading} />
          </>
        )}
      </Loaded>
      <More of={reading} word={say('more')} className="plain no-print" />
    </>
  );
}

const keyOf = ({ project, round }: ApprovalSummary): string => `${project}/${round}`;

function List({
  pages,
  reading,
}: {
  pages: ReadList<ApprovalSummary, unknown>['pages'];
  reading: ListReading;
}) {
  const { say } = useWords(APPROVALS_WORDS);
  if (pages.flat().length === 0) return <Empty what={say('empty')} how={say('emptyHow')} />;
  return (
    <Scrolls label={say('title')}>
      <table className="plain-table approval-list">
        <caption className="unseen">{say('title')}</caption>
        <TableHead names={COLUMNS.map((column) => say(column))} />
        {pages.map((items, nth) => (
          <PageOfList key={nth} of={reading} nth={nth} as="tbody">
            {items.map((one) => (
              <ApprovalLine key={keyOf(one)} approval={one} />
            ))}
          </PageOfList>
        ))}
      </table>
    </Scrolls>
  );
}
