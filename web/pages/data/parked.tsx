import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ParkedMended, ParkedProject } from '../../../api/responses.ts';
import { get } from '../../client.ts';
import { useMend, useRepairAct } from '../../mend.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { minuteOf } from '../../parts/moment.ts';
import { useMe } from '../../session-context.ts';
import { useWords } from '../../words.ts';
import { LOOK_EVERY_MS } from './look-every.ts';
import { ReasonForm } from './reason-form.tsx';
import { DATA_WORDS } from './words.ts';

/** Projects that nobody has registered and events wait for. */
export function Parked() {
  const { say } = useWords(DATA_WORDS);
  const parked = useQuery({
    queryKey: ['park', 'parked'],
    queryFn: ({ signal }) => get<{ items: ParkedProject[] }>('/parked', {}, signal),
    refetchInterval: LOOK_EVERY_MS,
  });
  return (
    <Loaded of={parked}>
      {({ items }) => (
        <>
          {items.length === 0 && <p>{say('noParked')}</p>}
          <ul className="lines">
            {items.map((item) => (
              <Waiting key={item.project} item={item} />
            ))}
          </ul>
        </>
      )}
    </Loaded>
  );
}

function Waiting({ item }: { item: ParkedProject }) {
  const { say } = useWords(DATA_WORDS);
  const { may } = useMe();
  return (
    <li>
      <strong>{item.project}</strong> · {say('events')} {item.facts} · {item.sources.join(', ')} ·{' '}
      {say('oldest')} {minuteOf(item.oldestArrivedAt)}
      {may('mendIntake') && <WaysOut code={item.project} />}
    </li>
  );
}

function WaysOut({ code }: { code: string }) {
  const { say } = useWords(DATA_WORDS);
  const [project, setProject] = useState('');
  const repair = useRepairAct();
  const mend = useMend<ParkedMended>(({ events }) => say('moved', { count: events }));
  const path = `/parked/${encodeURIComponent(code)}`;
  return (
    <ReasonForm
      isPending={mend.isPending}
      ways={[
        {
          ...{ label: say('match'), isUsual: true, isPossible: project.trim() !== '' },
          take: (reason) => {
            mend.mutate({ path: `${path}/matches`, body: repair({ reason, project }) });
          },
        },
        {
          label: say('discardParked'),
          take: (reason) => {
            mend.mutate({ path: `${path}/discards`, body: repair({ reason }) });
          },
        },
      ]}
    >
      <label>
        {say('belongsTo')}{' '}
        <input
          value={project}
          onChange={({ target }) => {
            setProject(target.value);
          }}
        />
      </label>
    </ReasonForm>
  );
}
