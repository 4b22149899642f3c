import type { ProjectPage } from '../../../api/page-responses.ts';
import type { TimelineItem } from '../../../api/responses.ts';
import type { FactRef } from '../../../domain/assessment.ts';
import { useLabels, useTerm } from '../../labels.ts';
import { RawEvent } from '../../parts/facts/raw-event.tsx';
import { minuteOf } from '../../parts/moment.ts';
import { useWords } from '../../words.ts';
import { PROJECT_WORDS } from './words.ts';

/** What happened when, and behind it the facts that brought it about. */
export function StoryLine({ project, item }: { project: ProjectPage; item: TimelineItem }) {
  const term = useTerm();
  const nameOf = useNames(project);
  const { at, kind, object, from, to } = item;
  const change = [from, to].filter((one) => one !== null).map(nameOf);
  return (
    <li>
      <time className="note">{minuteOf(at)}</time> <strong>{term('timeline', kind)}</strong>{' '}
      {object !== 'project' && nameOf(object)} {change.join(' → ')}
      {factsBehind(item, project).map((fact) => (
        <RawEvent key={`${fact.source} ${fact.id}`} code={project.code} fact={fact} />
      ))}
    </li>
  );
}

/** Where several facts came at once: those on which stands now what the line tells. */
function factsBehind(
  { kind, object, to, fact }: TimelineItem,
  { assessment: { milestones, signals } }: ProjectPage,
): readonly FactRef[] {
  if (fact) return [fact];
  if (kind === 'milestoneReached') {
    const milestone = milestones.find(({ code, actual }) => code === object && actual === to);
    return milestone?.facts ?? [];
  }
  const signal = kind === 'signalRaised' ? signals.find(({ id }) => id === object) : undefined;
  return signal?.facts ?? [];
}

/** Names milestones, colours, items and states where a line has their codes. */
function useNames({ assessment }: ProjectPage): (code: string) => string {
  const { say, language } = useWords(PROJECT_WORDS);
  const labels = useLabels();
  const term = useTerm();
  const items = new Map(
    (assessment.approvals ?? []).flatMap(({ names }) =>
      Object.entries(names).map(([id, name]) => [id, name[language]] as const),
    ),
  );
  const colours: Readonly<Record<string, string>> = labels?.colours ?? {};
  const wordOf = (code: string): string => {
    if (code === 'approval') return say('approvals');
    const known = labels?.milestones[code] ?? items.get(code) ?? colours[code];
    if (known !== undefined) return known;
    const list = LISTS.find((one) => term(one, code) !== code);
    return list === undefined ? code : term(list, code);
  };
  return (code) => code.split('/').map(wordOf).join(' · ');
}

// Where a code may come from that is none of a milestone, an item or a colour.
const LISTS = ['milestoneState', 'status', 'signal', 'itemState', 'post'] as const;
