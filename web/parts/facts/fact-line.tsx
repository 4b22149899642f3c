import type { ChainedFact } from '../../../domain/grounded-signal.ts';
import { EventType } from '../event-type.tsx';
import { minuteOf } from '../moment.ts';
import { usePersonName } from '../person-name.ts';
import { useWords } from '../../words.ts';
import { FACT_WORDS } from './words.ts';

/** A fact: what it was, when, who said so, and where its raw event came in; with the facts of another project that it rests on. */
export function FactLine({ fact }: { fact: ChainedFact }) {
  const { say } = useWords(FACT_WORDS);
  const nameOf = usePersonName();
  const { type, source, id, occurredAt, arrivedAt, actor, place, upstream, rests = [] } = fact;
  return (
    <li>
      {type === null ? say('cleared') : <EventType type={type} />}{' '}
      {occurredAt !== null && say('happened', { at: minuteOf(occurredAt) })}{' '}
      {actor && say('byPerson', { person: nameOf(actor.id) })}
      {upstream && say('upstreamDate', { ...upstream })}
      <div className="note">
        {source} · {id}
        {place && ` · ${say('place', place)}`}
        {arrivedAt !== null && ` · ${say('arrived', { at: minuteOf(arrivedAt) })}`}
      </div>
      {rests.length > 0 && (
        <ul className="rests">
          {rests.map((one) => (
            <FactLine key={`${one.source} ${one.id}`} fact={one} />
          ))}
        </ul>
      )}
    </li>
  );
}
