import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeadLetterSummary, Page } from '../../../api/responses.ts';
import { get } from '../../client.ts';
import { useTerm } from '../../labels.ts';
import { EventType } from '../../parts/event-type.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { minuteOf } from '../../parts/moment.ts';
import { Scrolls } from '../../parts/scrolls.tsx';
import { TableHead } from '../../parts/table-head.tsx';
import { useWords } from '../../words.ts';
import { LOOK_EVERY_MS } from './look-every.ts';
import { Faults } from './faults.tsx';
import { Letter } from './letter.tsx';
import { DATA_WORDS } from './words.ts';

/** Messages that could not be taken in and wait for a person, the latest first. */
export function Letters() {
  const { say } = useWords(DATA_WORDS);
  const [after, setAfter] = useState<string>();
  // Kept here: one that was sent again leaves the list, and what became of it is still read.
  const [open, setOpen] = useState<string>();
  const letters = useQuery({
    queryKey: ['park', 'dead-letters', after],
    queryFn: ({ signal }) =>
      get<Page<DeadLetterSummary>>('/dead-letters', { after, limit: 20 }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_EVERY_MS,
  });
  return (
    <Loaded of={letters}>
      {({ items, next }) => (
        <>
          {items.length === 0 ? (
            <p>{say('noLetters')}</p>
          ) : (
            <Table items={items} open={open} setOpen={setOpen} />
          )}
          {open !== undefined && <Letter key={open} id={open} />}
          {next !== null && (
            <button
              type="button"
              className="plain"
              onClick={() => {
                setAfter(next);
              }}
            >
              {say('more')}
            </button>
          )}
        </>
      )}
    </Loaded>
  );
}

function Table({
  items,
  open,
  setOpen,
}: {
  items: readonly DeadLetterSummary[];
  open: string | undefined;
  setOpen: (id: string | undefined) => void;
}) {
  const { say } = useWords(DATA_WORDS);
  const term = useTerm();
  return (
    <Scrolls label={say('letters')}>
      <table className="plain-table">
        <TableHead
          names={(['at', 'reason', 'fault', 'project', 'event'] as const).map((key) => say(key))}
        >
          <td />
        </TableHead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <td>{minuteOf(item.at)}</td>
              <td>{term('deadLetter', item.reason)}</td>
              <td>
                <Faults letter={item} />
              </td>
              <td>{item.project ?? '—'}</td>
              <td>
                {item.type !== null && <EventType type={item.type} />}
                <div className="note">
                  {item.source} {item.eventId}
                </div>
              </td>
              <td>
                <button
                  type="button"
                  className="plain"
                  aria-expanded={open === item.id}
                  onClick={() => {
                    setOpen(open === item.id ? undefined : item.id);
                  }}
                >
                  {say(open === item.id ? 'close' : 'open')}
                  <span className="unseen"> {item.eventId ?? item.id}</span>
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}
