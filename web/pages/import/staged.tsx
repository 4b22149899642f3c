import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import type { RowState } from '../../../readmodel/workbook-imports.ts';
import type { WorkbookImportDetail, WorkbookRowItem } from '../../../api/workbook-responses.ts';
import { get } from '../../client.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { More } from '../../parts/more.tsx';
import { PageOfList } from '../../parts/page-of-list.tsx';
import { newestOf } from '../../parts/read-pages.ts';
import { TableHead } from '../../parts/table-head.tsx';
import { Toggle } from '../../parts/toggles.tsx';
import { usePages, type ListReading, type ReadList } from '../../parts/use-pages.ts';
import { useWords } from '../../words.ts';
import { Columns } from './columns.tsx';
import { Confirm } from './confirm.tsx';
import { Standing } from './standing.tsx';
import { StagedRow } from './staged-row.tsx';
import { useIsWriting } from './use-confirmation.ts';
import { IMPORT_WORDS } from './words.ts';

const AT_ONCE = 50;
/** How often rows that are written from elsewhere are looked for. */
const LOOK_AGAIN_MS = 2_000;

/** An uploaded list with what was found in its rows. */
export function Staged({ id }: { id: string }) {
  const { say } = useWords(IMPORT_WORDS);
  const [state, setState] = useState<RowState | ''>('');
  const isWriting = useIsWriting(id);
  const { reading, ...found } = usePages({
    queryKey: ['import', id, state],
    read: (after, signal) =>
      get<WorkbookImportDetail>(`/imports/${id}`, { state, after, limit: AT_ONCE }, signal),
    idOf: rowNumber,
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchInterval: ({ state: { data = [] } }) =>
      !isWriting && (newestOf(data)?.rows.queued ?? 0) > 0 && LOOK_AGAIN_MS,
  });
  return (
    <Loaded of={found}>
      {(list) => (
        <>
          <Summary detail={list.newest} state={state} choose={setState} />
          <Columns detail={list.newest} />
          <Confirm detail={list.newest} />
          <Rows list={list} reading={reading} />
          <More of={reading} word={say('moreRows')} />
        </>
      )}
    </Loaded>
  );
}

const rowNumber = ({ row }: WorkbookRowItem): string => String(row);

interface SummaryProps {
  detail: WorkbookImportDetail;
  state: RowState | '';
  choose: (state: RowState | '') => void;
}

function Summary({ detail, state, choose }: SummaryProps) {
  const { say } = useWords(IMPORT_WORDS);
  const { file, sheet, year, rows } = detail;
  // `as`: entries of a record forget their keys.
  const counts = Object.entries(rows) as [RowState, number][];
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const shown = counts.filter(([, count]) => count > 0);
  return (
    <>
      <p>
        {say('summary', { file, sheet, year })}{' '}
        <strong>
          <Standing of={detail} />
        </strong>
      </p>
      <p className="states">
        {([['', total], ...shown] as const).map(([one, count]) => (
          <Toggle
            key={one}
            isPressed={state === one}
            press={() => {
              choose(one);
            }}
          >
            {say(one === '' ? 'all' : one)} {count}
          </Toggle>
        ))}
      </p>
    </>
  );
}

const COLUMNS = ['row', 'project', 'found'] as const;

interface RowsProps {
  list: ReadList<WorkbookRowItem, WorkbookImportDetail>;
  reading: ListReading;
}

function Rows({ list: { items, pages, newest }, reading }: RowsProps) {
  const { say } = useWords(IMPORT_WORDS);
  const { id, columns } = newest;
  if (items.length === 0) return <p className="note">{say('noRows')}</p>;
  return (
    <div className="staged" tabIndex={0} role="region" aria-label={say('found')}>
      <table className="plain-table">
        <TableHead names={COLUMNS.map((one) => say(one))} />
        {pages.map((rows, nth) => (
          <PageOfList key={nth} of={reading} nth={nth} as="tbody">
            {rows.map((row) => (
              <StagedRow key={row.row} importId={id} columns={columns} row={row} />
            ))}
          </PageOfList>
        ))}
      </table>
    </div>
  );
}
