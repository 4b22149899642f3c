import type { AlertDetail } from '../../../api/alert-responses.ts';
import type { AlertStep, Recipients } from '../../../domain/alert/case.ts';
import { useLabels, useTerm } from '../../labels.ts';
import { minuteOf } from '../../parts/moment.ts';
import { Panel } from '../../parts/panel.tsx';
import { usePersonName } from '../../parts/person-name.ts';
import { useWords } from '../../words.ts';
import { ALERTS_WORDS } from './words.ts';

const SHOWN = 4;

/** What its ladder does next, when and to whom, unless the alert moves on before. */
export function Ladder({ alert: { toCome, standing } }: { alert: AlertDetail }) {
  const { say, language } = useWords(ALERTS_WORDS);
  const label = standing?.ladder.label[language];
  return (
    <Panel title={label === undefined ? say('next') : `${say('next')} · ${label}`}>
      {toCome.length === 0 && <p className="note">{say('nothingNext')}</p>}
      <Steps steps={toCome.slice(0, SHOWN)} />
      {toCome.length > SHOWN && (
        <details>
          <summary>{say('moreSteps', { count: toCome.length - SHOWN })}</summary>
          <Steps steps={toCome.slice(SHOWN)} />
        </details>
      )}
    </Panel>
  );
}

function Steps({ steps }: { steps: readonly AlertStep[] }) {
  const term = useTerm();
  const named = useRecipients();
  return (
    <ol className="lines steps">
      {steps.map(({ id, kind, at, to }) => (
        <li key={id}>
          <time>{minuteOf(at)}</time> <strong>{term('notice', kind)}</strong>{' '}
          <span className="note">→ {named(to)}</span>
        </li>
      ))}
    </ol>
  );
}

/** Names posts, offices and persons to whom something goes. */
function useRecipients(): (to: Recipients) => string {
  const terms = useLabels()?.terms;
  const personName = usePersonName();
  return (to) =>
    to
      .map((one) =>
        typeof one === 'string'
          ? (terms?.['post']?.[one] ?? terms?.['role']?.[one] ?? one)
          : personName(one.person),
      )
      .join(' · ');
}
