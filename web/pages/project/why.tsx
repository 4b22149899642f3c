import type { ProjectPage, WhySignal } from '../../../api/page-responses.ts';
import { useTerm } from '../../labels.ts';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { SignalGrounds } from '../../parts/facts/signal-grounds.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useWords } from '../../words.ts';
import { signalMarks, silentSources, type SignalMark } from './signal-marks.ts';
import { PROJECT_WORDS } from './words.ts';

/** One sentence on its colour, and each signal with what would turn it and what it stands on. */
export function Why({ project }: { project: ProjectPage }) {
  const { say, language } = useWords(PROJECT_WORDS);
  const { headline, signals, findings } = project.why[language];
  const { override, computedColour, signals: assessed } = project.assessment;
  const silent = silentSources(assessed);
  return (
    <Panel title={say('why')} wide>
      {silent.length > 0 && (
        <p className="hatched" role="note">
          {say('silent', { sources: silent.join(', ') })}
        </p>
      )}
      <p className="headline">
        <ColourMark colour={project.colour} caveat={project.caveat} /> {headline}
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
          <SignalLine
            key={signal.id}
            {...{ code: project.code, signal }}
            marks={signalMarks(assessed.find(({ id }) => id === signal.id))}
          />
        ))}
      </ul>
      {findings.length > 0 && (
        <details className="no-print">
          <summary>
            {say('toSettle')} ({findings.length})
          </summary>
          <ul className="lines">
            {findings.map(({ id, text }) => (
              <li key={id}>{text}</li>
            ))}
          </ul>
        </details>
      )}
    </Panel>
  );
}

function SignalLine({
  code,
  signal,
  marks,
}: {
  code: string;
  signal: WhySignal;
  marks: readonly SignalMark[];
}) {
  const { say, language } = useWords(PROJECT_WORDS);
  const term = useTerm();
  const caveat = marks.find((mark) => mark !== 'stock') ?? null;
  return (
    <li className={`signal-${signal.colour}`}>
      <ColourMark colour={signal.colour} caveat={caveat} />{' '}
      {marks
        .filter((mark) => mark !== caveat)
        .map((mark) => (
          <span key={mark} className="hatched">
            {mark === 'stock' ? say('stock') : term('caveat', mark)}
          </span>
        ))}{' '}
      {signal.text}
      {signal.flips.length > 0 && (
        <div className="note">
          {say('turns')}: {signal.flips.join(language === 'zh' ? '；' : ' ')}
        </div>
      )}
      <SignalGrounds code={code} id={signal.id} />
    </li>
  );
}
