import { useQuery } from '@tanstack/react-query';
import type { Source } from '../../../api/responses.ts';
import { get } from '../../client.ts';
import { EventType } from '../../parts/event-type.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { minuteOf } from '../../parts/moment.ts';
import { Scrolls } from '../../parts/scrolls.tsx';
import { TableHead } from '../../parts/table-head.tsx';
import { useWords } from '../../words.ts';
import { LOOK_EVERY_MS } from './look-every.ts';
import { DATA_WORDS } from './words.ts';

/** Systems that send events, each with its last word and whether it has fallen silent. */
export function Sources() {
  const { say } = useWords(DATA_WORDS);
  const sources = useQuery({
    queryKey: ['park', 'sources'],
    queryFn: ({ signal }) => get<{ items: Source[] }>('/sources', {}, signal),
    refetchInterval: LOOK_EVERY_MS,
  });
  return (
    <Loaded of={sources}>
      {({ items }) => (items.length === 0 ? <p>{say('noSources')}</p> : <Table items={items} />)}
    </Loaded>
  );
}

function Table({ items }: { items: readonly Source[] }) {
  const { say } = useWords(DATA_WORDS);
  return (
    <Scrolls label={say('sources')}>
      <table className="plain-table">
        <TableHead
          names={(
            ['source', 'events', 'last', 'lastArrived', 'quiet', 'limit', 'unverified'] as const
          ).map((key) => say(key))}
        />
        <tbody>
          {items.map((item) => (
            <tr key={item.source}>
              <th scope="row">{item.source}</th>
              <td>{item.events}</td>
              <td>
                <EventType type={item.lastType} />
                {item.lastProject !== null && ` · ${item.lastProject}`}
              </td>
              <td>{minuteOf(item.lastArrivedAt)}</td>
              <td>
                {item.quietWorkingDays ?? '—'}{' '}
                <span className={item.silent ? 'late' : 'note'}>
                  {say(item.silent ? 'silent' : 'speaks')}
                </span>
              </td>
              <td>{item.silentAfterWorkingDays ?? '—'}</td>
              <td>{item.unverified.length}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}
