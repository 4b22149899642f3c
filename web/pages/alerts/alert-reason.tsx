import type { AlertDetail } from '../../../api/alert-responses.ts';
import { useTerm } from '../../labels.ts';
import { SignalGrounds } from '../../parts/facts/signal-grounds.tsx';
import { useWords } from '../../words.ts';
import { ALERTS_WORDS } from './words.ts';

/** Why an alert has its colour and what would turn it, in sentences. */
export function AlertReason({ alert }: { alert: AlertDetail }) {
  const { say } = useWords(ALERTS_WORDS);
  const term = useTerm();
  const { reason, causes, project, about } = alert;
  if (!reason) return <p>{say('noReason')}</p>;
  return (
    <>
      <p className="alert-why">{reason.text}</p>
      {reason.flips.length > 0 && (
        <>
          <h3>{say('turns')}</h3>
          <ul className="lines">
            {reason.flips.map((flip) => (
              <li key={flip}>{flip}</li>
            ))}
          </ul>
        </>
      )}
      {causes.length > 0 && (
        <p className="note">
          {say('proposed')} {causes.map((cause) => term('cause', cause)).join(' · ')}
        </p>
      )}
      <SignalGrounds code={project} id={signalOf(about)} />
    </>
  );
}

const signalOf = ({ object, kind, detail }: AlertDetail['about']): string =>
  [object, kind, ...(detail === null ? [] : [detail])].join('/');
