import type { GroundedSignal } from '../../../domain/grounded-signal.ts';
import { useExplanation } from '../../explanation.ts';
import { useTerm } from '../../labels.ts';
import { Loaded } from '../loaded.tsx';
import { minuteOf } from '../moment.ts';
import { Unfold } from '../unfold.tsx';
import { useWords } from '../../words.ts';
import { FactLine } from './fact-line.tsx';
import './facts.css';
import { FACT_WORDS } from './words.ts';

/** What a signal stands on, read when it is unfolded. */
export function SignalGrounds({ code, id }: { code: string; id: string }) {
  const { say } = useWords(FACT_WORDS);
  return (
    <Unfold summary={say('grounds')} className="no-print">
      <Grounds code={code} id={id} />
    </Unfold>
  );
}

function Grounds({ code, id }: { code: string; id: string }) {
  const { language } = useWords(FACT_WORDS);
  const explanation = useExplanation(code, language);
  return (
    <Loaded of={explanation}>
      {(answer) => {
        const signal = answer?.signals.find((one) => one.id === id);
        return signal && <Found signal={signal} />;
      }}
    </Loaded>
  );
}

function Found({ signal: { rule, grounds } }: { signal: GroundedSignal }) {
  const { say } = useWords(FACT_WORDS);
  const term = useTerm();
  return (
    <dl className="grounds">
      <dt>{say('rule')}</dt>
      <dd>{rule}</dd>
      {grounds.holder !== undefined && (
        <>
          <dt>{say('holder')}</dt>
          <dd>{term('holder', grounds.holder)}</dd>
        </>
      )}
      {grounds.suspensions.map(({ from, to, reason }) => (
        <div key={from}>
          <dt>{say('clockStopped')}</dt>
          <dd>
            {minuteOf(from)} – {to !== undefined && minuteOf(to)} {reason}
          </dd>
        </div>
      ))}
      <dt>{say('grounds')}</dt>
      <dd>
        {grounds.byPlanAlone && <p className="note">{say('planAlone')}</p>}
        {!grounds.byPlanAlone && grounds.facts.length === 0 && (
          <p className="note">{say('noFacts')}</p>
        )}
        <ul className="lines">
          {grounds.facts.map((fact) => (
            <FactLine key={`${fact.source} ${fact.id}`} fact={fact} />
          ))}
        </ul>
      </dd>
    </dl>
  );
}
