import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { TodayAnswer } from '../../../api/page-responses.ts';
import { useAddress } from '../../address.ts';
import { get, pathWith } from '../../client.ts';
import { Empty } from '../../parts/empty.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { PageLoaded } from '../../parts/page-loaded.tsx';
import { useMe } from '../../session-context.ts';
import { useWords } from '../../words.ts';
import { Ahead } from './ahead.tsx';
import { Blockers } from './blockers.tsx';
import { Counts } from './counts.tsx';
import { LeadChoice } from './lead-choice.tsx';
import { Meeting } from './meeting.tsx';
import { NeedsMe } from './needs-me.tsx';
import { Phases } from './phases.tsx';
import './today.css';
import { Trend } from './trend.tsx';
import { Wall } from './wall.tsx';
import { TODAY_WORDS } from './words.ts';

/** 总览: what a manager opens in the morning, what hangs on the wall, and what a leader's meeting goes by. */
export function Today() {
  const { say } = useWords(TODAY_WORDS);
  const { me } = useMe();
  const { search, put } = useAddress();
  const lead = search.get('lead') ?? '';
  const mode = search.get('mode');
  const isWall = mode === 'wall';
  const today = useQuery({
    queryKey: ['park', 'today', me.identity?.person, lead, isWall],
    queryFn: ({ signal }) =>
      get<TodayAnswer>(
        '/today',
        { person: me.identity?.person, lead, ...(isWall && { wall: 'true' }) },
        signal,
      ),
    placeholderData: keepPreviousData,
  });
  const turnTo = (next: string | null) => () => {
    put('mode', next);
  };
  return (
    <PageLoaded of={today} title={say('title')}>
      {(answer) =>
        isWall ? (
          <Wall answer={answer} leave={turnTo(null)} />
        ) : (
          <>
            <PageHead title={say('title')}>
              <LeadChoice
                lead={lead}
                choose={(person) => {
                  put('lead', person);
                }}
              />
              <button type="button" className="plain no-print" onClick={turnTo('wall')}>
                {say('wall')}
              </button>
              <button
                type="button"
                className="plain no-print"
                aria-pressed={mode === 'meeting'}
                onClick={turnTo(mode === 'meeting' ? null : 'meeting')}
              >
                {say('meeting')}
              </button>
            </PageHead>
            {mode === 'meeting' ? <Meeting lead={lead} /> : <Morning answer={answer} lead={lead} />}
          </>
        )
      }
    </PageLoaded>
  );
}

function Morning({ answer, lead }: { answer: TodayAnswer; lead: string }) {
  const { say } = useWords(TODAY_WORDS);
  if (answer.counts.total === 0) return <Empty what={say('empty')} how={say('emptyHow')} />;
  return (
    <div className="today columns">
      <Counts counts={answer.counts} lead={lead} />
      <NeedsMe needs={answer.needsMe} today={answer.today} />
      <Ahead ahead={answer.ahead} />
      <Blockers blockers={answer.blockers} />
      <Trend weeks={answer.trend} />
      <Phases
        phases={answer.counts.phases}
        placeOf={(phase, stage) => pathWith('/projects', { phase, stage, lead })}
      />
    </div>
  );
}
