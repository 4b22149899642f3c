import { Link } from 'wouter';
import type { AlertDetail as Detail } from '../../../api/alert-responses.ts';
import { useTerm } from '../../labels.ts';
import { AlertActs } from '../../parts/alert/alert-acts.tsx';
import { Standing } from '../../parts/alert/standing.tsx';
import { useAlertAbout } from '../../parts/alert/use-alert-about.ts';
import { useAlert } from '../../parts/alert/use-alert.ts';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { minuteOf } from '../../parts/moment.ts';
import { Panel } from '../../parts/panel.tsx';
import { projectPath } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { AlertReason } from './alert-reason.tsx';
import { Ladder } from './ladder.tsx';
import { Slips } from './slips.tsx';
import { Story } from './story.tsx';
import { ALERTS_WORDS } from './words.ts';

/** One alert: why, what can be done about it, what its ladder does next, and what was done. */
export function AlertDetail({ id, leave }: { id: string; leave: () => void }) {
  const { say } = useWords(ALERTS_WORDS);
  const alert = useAlert(id);
  return (
    <article className="alert-detail" aria-live="polite">
      <button type="button" className="plain no-print" onClick={leave}>
        {say('back')}
      </button>
      <Loaded of={alert}>{(detail) => <Shown alert={detail} />}</Loaded>
    </article>
  );
}

function Shown({ alert }: { alert: Detail }) {
  const { say } = useWords(ALERTS_WORDS);
  return (
    <>
      <Head alert={alert} />
      <Panel title={say('why')}>
        <AlertReason alert={alert} />
      </Panel>
      <Panel title={say('acts')}>
        <Standing alert={alert} />
        <AlertActs alert={alert} />
      </Panel>
      <Ladder alert={alert} />
      <Story alert={alert} />
      <Slips id={alert.id} />
    </>
  );
}

function Head({ alert }: { alert: Detail }) {
  const { say } = useWords(ALERTS_WORDS);
  const term = useTerm();
  const aboutOf = useAlertAbout();
  const { project, name, about, severity, caveat, state, openedAt, episode, stock } = alert;
  const marks = [
    term('caseState', state),
    say('since', { at: minuteOf(openedAt) }),
    episode > 1 && say('episode', { count: episode }),
    stock && say('stock'),
  ].filter(Boolean);
  return (
    <header className="panel">
      <h2>
        <ColourMark colour={severity} caveat={caveat} /> {aboutOf(about)}
      </h2>
      <p>
        <Link href={projectPath(project)}>
          {project} {name}
        </Link>
      </p>
      <p className="note">{marks.join(' · ')}</p>
    </header>
  );
}
