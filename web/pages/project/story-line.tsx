import type { ProjectPage } from '../../../api/page-responses.ts';
import type { TimelineItem } from '../../../api/responses.ts';
import { useLabels, useTerm } from '../../labels.ts';
import { RawEvent } from '../../parts/facts/raw-event.tsx';
import { minuteOf } from '../../parts/moment.ts';
import { useWords } from '../../words.ts';
import { PROJECT_WORDS } from './words.ts';

/** What happened when, and behind it the fact that brought it about. */
export function StoryLine({ project, item }: { project: ProjectPage; item: TimelineItem }) {
  const term = useTerm();
  const nameOf = useNames(project);
  const { at, kind, object, from, to, fact } = item;
  const change = [from, to].filter((one) => one !== null).map(nameOf);
  return (
    <li>
      <time className="note">{minuteOf(at)}</time> <strong>{term('timeline', kind)}</strong>{' '}
      {object !== 'project' && nameOf(object)} {change.join(' → ')}
      {fact && <RawEvent code={project.code} fact={fact} />}
    </li>
  );
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
const LISTS = ['milestoneState', 'status', 'signal', 'itemState', 'post'];
