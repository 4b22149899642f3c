import { useQuery } from '@tanstack/react-query';
import type { SystemAnswer } from '../../../api/page-responses.ts';
import { get } from '../../client.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useWords } from '../../words.ts';
import { Parts } from './parts.tsx';
import { Rules } from './rules.tsx';
import './system.css';
import { SYSTEM_WORDS } from './words.ts';

// Health has no event of its own in the stream.
const LOOK_EVERY_MS = 10_000;

const A_SECOND_MS = 1000;

/** 运行: how the engine itself does, how fast events reach the screen, and by which rules it goes. */
export function System() {
  const { say } = useWords(SYSTEM_WORDS);
  const system = useQuery({
    queryKey: ['park', 'system'],
    queryFn: ({ signal }) => get<SystemAnswer>('/system', {}, signal),
    refetchInterval: LOOK_EVERY_MS,
  });
  return (
    <>
      <PageHead title={say('title')} />
      <Loaded of={system}>
        {(answer) => (
          <div className="columns">
            <Panel title={say('parts')} wide>
              <Parts parts={answer.parts} />
            </Panel>
            <Lag answer={answer} />
            <Sizes answer={answer} />
            <Panel title={say('rules')} wide>
              <Rules definitions={answer.definitions} />
            </Panel>
          </div>
        )}
      </Loaded>
    </>
  );
}

function Lag({ answer: { lag } }: { answer: SystemAnswer }) {
  const { say } = useWords(SYSTEM_WORDS);
  const ms = (figure: number | null): string => {
    if (figure === null) return '—';
    if (figure < A_SECOND_MS) return say('ms', { count: Math.round(figure) });
    return say('seconds', { count: (figure / A_SECOND_MS).toFixed(1) });
  };
  return (
    <Panel title={say('lag')}>
      {lag.events === 0 ? (
        <p>{say('noEvents')}</p>
      ) : (
        <dl className="lag">
          <dt>{say('events')}</dt>
          <dd>{lag.events}</dd>
          <dt>{say('p50')}</dt>
          <dd>{ms(lag.p50Ms)}</dd>
          <dt>{say('p95')}</dt>
          <dd>{ms(lag.p95Ms)}</dd>
          <dt>{say('max')}</dt>
          <dd>{ms(lag.maxMs)}</dd>
        </dl>
      )}
      <p className="note">{say('poll', { count: lag.streamPollMs })}</p>
    </Panel>
  );
}

function Sizes({
  answer: { counts, stream, coreVersion, schemaVersion },
}: {
  answer: SystemAnswer;
}) {
  const { say } = useWords(SYSTEM_WORDS);
  return (
    <Panel title={say('program')}>
      <p>{say('core', { core: coreVersion, schema: schemaVersion })}</p>
      <p>
        {say('sizes', {
          projects: counts.projects,
          open: counts.openProjects,
          events: counts.events,
          people: counts.people,
        })}
      </p>
      <p>
        {say('listeners')}: {stream.listeners}
      </p>
    </Panel>
  );
}
