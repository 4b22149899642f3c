import type { ProjectPage, WhySignal } from '../../../api/page-responses.ts';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { SignalGrounds } from '../../parts/facts/signal-grounds.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useWords } from '../../words.ts';
import { PROJECT_WORDS } from './words.ts';

/** One sentence on its colour, and each signal with what would turn it and what it stands on. */
export function Why({ project }: { project: ProjectPage }) {
  const { say, language } = useWords(PROJECT_WORDS);
  const { headline, signals } = project.why[language];
  const { override, computedColour } = project.assessment;
  return (
    <Panel title={say('why')} wide>
      <p className="headline">
        <ColourMark colour={project.colour} /> {headline}
      </p>
      {override && computedColour && (
        <p className="note">
          {say('byHand', { day: override.until, by: override.by })}{' '}
          <ColourMark colour={computedColour} />
        </p>
      )}
      {signals.length === 0 && <p className="note">{say('noSignals')}</p>}
      <ul className="lines">
        {signals.map((signal) => (
          <SignalLine key={signal.id} code={project.code} signal={signal} />
        ))}
      </ul>
    </Panel>
  );
}

function SignalLine({ code, signal }: { code: string; signal: WhySignal }) {
  const { say } = useWords(PROJECT_WORDS);
  return (
    <li className={`signal-${signal.colour}`}>
      <ColourMark colour={signal.colour} /> {signal.text}
      {signal.flips.length > 0 && (
        <div className="note">
          {say('turns')}: {signal.flips.join(' ')}
        </div>
      )}
      <SignalGrounds code={code} id={signal.id} />
    </li>
  );
}
