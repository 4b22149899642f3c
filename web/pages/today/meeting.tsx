import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { ProjectList, ProjectListItem } from '../../../api/page-responses.ts';
import { get } from '../../client.ts';
import { useExplanation } from '../../explanation.ts';
import { useMilestoneName } from '../../labels.ts';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { dayOf, daysBetween } from '../../parts/moment.ts';
import { useParkDay } from '../../parts/park-day.ts';
import { usePersonName } from '../../parts/person-name.ts';
import { projectPath } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { MeetingLine } from './meeting-line.tsx';
import { MEETING_WORDS } from './meeting-words.ts';

/** 调度会: the projects of one leader by pain, one after the other by arrow keys, each with a line to note. */
export function Meeting({ lead }: { lead: string }) {
  const { say } = useWords(MEETING_WORDS);
  const projects = useQuery({
    queryKey: ['park', 'meeting', lead],
    queryFn: ({ signal }) =>
      get<ProjectList>('/projects', { lead, open: true, sort: 'pain', limit: 200 }, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <Loaded of={projects}>
      {({ items }) =>
        items.length === 0 ? <p>{say('noProjects')}</p> : <OneByOne key={lead} items={items} />
      }
    </Loaded>
  );
}

function OneByOne({ items }: { items: readonly ProjectListItem[] }) {
  const { say } = useWords(MEETING_WORDS);
  const [at, setAt] = useState(0);
  useEffect(() => {
    const move = ({ key, target }: KeyboardEvent): void => {
      if (target instanceof HTMLElement && target.closest('input, textarea, select')) return;
      const by = key === 'ArrowDown' || key === 'ArrowRight' ? 1 : STEPS_BACK[key];
      if (by !== undefined) setAt((now) => Math.min(items.length - 1, Math.max(0, now + by)));
    };
    window.addEventListener('keydown', move);
    return () => {
      window.removeEventListener('keydown', move);
    };
  }, [items.length]);
  const current = items[Math.min(at, items.length - 1)];
  return (
    <div className="meeting">
      <ol className="agenda" aria-label={say('agenda')}>
        {items.map((item, index) => (
          <li key={item.code}>
            <button
              type="button"
              className="plain"
              {...(index === at && { 'aria-current': 'true' as const })}
              onClick={() => {
                setAt(index);
              }}
            >
              <ColourMark colour={item.colour} caveat={item.caveat} bare /> {item.name}
            </button>
          </li>
        ))}
      </ol>
      {current && <Current key={current.code} item={current} />}
      <p className="note no-print">{say('keys', { at: at + 1, of: items.length })}</p>
    </div>
  );
}

const STEPS_BACK: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowLeft: -1 };

function Current({ item }: { item: ProjectListItem }) {
  const { say, language } = useWords(MEETING_WORDS);
  const milestoneName = useMilestoneName();
  const nameOf = usePersonName();
  const today = useParkDay();
  const late = item.next ? daysBetween(item.next.due, today) : 0;
  return (
    <section className="panel current" aria-live="polite">
      <h2>
        <ColourMark colour={item.colour} caveat={item.caveat} />{' '}
        <Link href={projectPath(item.code)}>
          {item.code} {item.name}
        </Link>
      </h2>
      <dl>
        <dt>{say('stage')}</dt>
        <dd>{milestoneName(item.stage)}</dd>
        <dt>{say('since')}</dt>
        <dd>{dayOf(item.colourSince)}</dd>
        <dt>{say('next')}</dt>
        <dd>
          {item.next ? `${item.next.label[language]} ${item.next.due}` : '—'}
          {late > 0 && <span className="late"> {say('late', { count: late })}</span>}
        </dd>
        <dt>{say('manager')}</dt>
        <dd>{nameOf(item.manager) ?? '—'}</dd>
      </dl>
      {item.leading && <Why code={item.code} />}
      <MeetingLine project={item.code} owner={item.manager ?? ''} />
    </section>
  );
}

function Why({ code }: { code: string }) {
  const { language } = useWords(MEETING_WORDS);
  const { data } = useExplanation(code, language);
  return <p>{data?.headline}</p>;
}
