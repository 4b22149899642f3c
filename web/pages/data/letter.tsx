import { useQuery } from '@tanstack/react-query';
import type { DeadLetterDetail, LettersMended } from '../../../api/responses.ts';
import { get } from '../../client.ts';
import { useMend, useRepairAct } from '../../mend.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { minuteOf } from '../../parts/moment.ts';
import { usePersonName } from '../../parts/person-name.ts';
import { Unfold } from '../../parts/unfold.tsx';
import { useMe } from '../../session-context.ts';
import { useWords } from '../../words.ts';
import { Faults } from './faults.tsx';
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
  const { topic, partition, offset, detail } = letter;
  return (
    <div>
      <h3>
        {(letter.path ?? '') === '' ? say('rawWhole') : say('raw', { path: letter.path ?? '' })}
      </h3>
      <p className="note">{say('place', { topic, partition, offset })}</p>
      <Faults letter={letter} />
      {letter.withheld.length > 0 && <Withheld paths={letter.withheld} />}
      {letter.raw !== null && <Raw raw={letter.raw} path={letter.path} />}
      {detail !== null && (
        <Unfold summary={say('technical')}>
          <p className="note" lang="en">
            {detail}
          </p>
        </Unfold>
      )}
      {letter.acts.length > 0 && <Acts acts={letter.acts} />}
      {may('mendIntake') && letter.fate === 'open' && <WaysBack id={letter.id} />}
    </div>
  );
}

function Raw({ raw, path }: { raw: string; path: string | null }) {
  const [before, marked, after] = markedRaw(raw, path);
  return (
    <pre className="raw" tabIndex={0}>
      {before}
      {marked !== '' && <mark>{marked}</mark>}
      {after}
    </pre>
  );
}

function Acts({ acts }: Pick<DeadLetterDetail, 'acts'>) {
  const { say } = useWords(DATA_WORDS);
  const nameOf = usePersonName();
  return (
    <>
      <h4>{say('acts')}</h4>
      <ul>
        {acts.map(({ commandId, kind, actor, reason, at }) => (
          <li key={commandId}>
            {minuteOf(at)} {nameOf(actor.id)} {say(`act_${kind}`)}: {reason}
          </li>
        ))}
      </ul>
    </>
  );
}

// The empty path is the whole message.
function Withheld({ paths }: { paths: readonly string[] }) {
  const { say } = useWords(DATA_WORDS);
  const isWhole = paths.includes('');
  return (
    <p className="note">
      {isWhole ? say('messageWithheld') : say('fieldsWithheld', { fields: paths.join(', ') })}
    </p>
  );
}

function WaysBack({ id }: { id: string }) {
  const { say } = useWords(DATA_WORDS);
  const repair = useRepairAct();
  const mend = useMend<LettersMended>(({ done, left: [obstacle] }) =>
    obstacle ? say(`left_${obstacle.code}`) : say('mended', { count: done.length }),
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
