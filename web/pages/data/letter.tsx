import { useQuery } from '@tanstack/react-query';
import type { DeadLetterDetail, LettersMended } from '../../../api/responses.ts';
import { get } from '../../client.ts';
import { useMend, useRepairAct } from '../../mend.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { minuteOf } from '../../parts/moment.ts';
import { useMe } from '../../session-context.ts';
import { useWords } from '../../words.ts';
import { LOOK_EVERY_MS } from './look-every.ts';
import { markedRaw } from './marked-raw.ts';
import { ReasonForm } from './reason-form.tsx';
import { DATA_WORDS } from './words.ts';

/** One message as it came, its fault marked, with the ways back. */
export function Letter({ id }: { id: string }) {
  const letter = useQuery({
    queryKey: ['park', 'dead-letter', id],
    queryFn: ({ signal }) => get<DeadLetterDetail>(`/dead-letters/${id}`, {}, signal),
    refetchInterval: LOOK_EVERY_MS,
  });
  return <Loaded of={letter}>{(detail) => <Opened letter={detail} />}</Loaded>;
}

function Opened({ letter }: { letter: DeadLetterDetail }) {
  const { say } = useWords(DATA_WORDS);
  const { may } = useMe();
  const { topic, partition, offset, path } = letter;
  const [before, marked, after] = markedRaw(letter.raw ?? '', path);
  return (
    <div>
      <h3>{marked === '' ? say('rawWhole') : say('raw', { path: path ?? '' })}</h3>
      <p className="note">{say('place', { topic, partition, offset })}</p>
      <pre className="raw">
        {before}
        {marked !== '' && <mark>{marked}</mark>}
        {after}
      </pre>
      {letter.acts.length > 0 && <h4>{say('acts')}</h4>}
      <ul>
        {letter.acts.map(({ commandId, kind, actor, reason, at }) => (
          <li key={commandId}>
            {minuteOf(at)} {actor.id} {kind}: {reason}
          </li>
        ))}
      </ul>
      {may('mendIntake') && letter.fate === 'open' && <WaysBack id={letter.id} />}
    </div>
  );
}

function WaysBack({ id }: { id: string }) {
  const { say } = useWords(DATA_WORDS);
  const repair = useRepairAct();
  const mend = useMend<LettersMended>(({ done, left }) =>
    [say('replayed', { done: done.length, left: left.length }), left[0]?.message]
      .filter(Boolean)
      .join(': '),
  );
  const act = (path: string) => (reason: string) => {
    mend.mutate({ path, body: repair({ reason, ids: [Number(id)] }) });
  };
  return (
    <ReasonForm
      isPending={mend.isPending}
      ways={[
        { label: say('replay'), take: act('/dead-letters/replays') },
        { label: say('discard'), take: act('/dead-letters/discards') },
      ]}
    />
  );
}
