import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'wouter';
import type { Page } from '../../../api/responses.ts';
import type { WorkbookImportSummary } from '../../../api/workbook-responses.ts';
import { get } from '../../client.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { minuteOf } from '../../parts/moment.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { Panel } from '../../parts/panel.tsx';
import { usePersonName } from '../../parts/person-name.ts';
import { useWords } from '../../words.ts';
import './import.css';
import { Staged } from './staged.tsx';
import { Standing } from './standing.tsx';
import { Upload } from './upload.tsx';
import { IMPORT_WORDS } from './words.ts';

/** Takes a park's own list of projects in: upload, what was found in its rows, answers, confirmation. */
export function Import() {
  const { say } = useWords(IMPORT_WORDS);
  const [search] = useSearchParams();
  const id = search.get('id');
  return (
    <div className="import">
      <PageHead title={say('title')}>
        <Link href="/projects">{say('back')}</Link>
        {id !== null && <Link href="/projects/import">{say('another')}</Link>}
      </PageHead>
      {id === null ? (
        <>
          <Upload />
          <Earlier />
        </>
      ) : (
        <Staged key={id} id={id} />
      )}
    </div>
  );
}

function Earlier() {
  const { say } = useWords(IMPORT_WORDS);
  const nameOf = usePersonName();
  const imports = useQuery({
    queryKey: ['imports'],
    queryFn: () => get<Page<WorkbookImportSummary>>('/imports', { limit: 20 }),
    staleTime: 0,
  });
  return (
    <Panel title={say('earlier')}>
      <Loaded of={imports}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="note">{say('noneEarlier')}</p>
          ) : (
            <ul className="lines">
              {items.map((one) => (
                <li key={one.id}>
                  <Link href={`/projects/import?id=${one.id}`}>{one.file}</Link>{' '}
                  <span className="note">
                    {minuteOf(one.at)} {nameOf(one.actor)} · <Standing of={one} />
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}
