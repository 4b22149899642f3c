import type { AlertDetail } from '../../../api/alert-responses.ts';
import { useTerm } from '../../labels.ts';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { minuteOf } from '../../parts/moment.ts';
import { Panel } from '../../parts/panel.tsx';
import { usePersonName } from '../../parts/person-name.ts';
import { useWords } from '../../words.ts';
import { ALERTS_WORDS } from './words.ts';

/** What became of an alert, and who was told of it. */
export function Story({ alert: { records, told } }: { alert: AlertDetail }) {
  const { say } = useWords(ALERTS_WORDS);
  const term = useTerm();
  const named = usePersonName();
  return (
    <Panel title={say('story')}>
      <ol className="lines steps">
        {records.map(({ kind, severity, at, by, detail }, nth) => (
          <li key={nth}>
            <time>{minuteOf(at)}</time> <ColourMark colour={severity} bare />{' '}
            <strong>{term('caseRecord', kind)}</strong> {named(by)}
            {detail && <Said kind={kind} detail={detail} />}
          </li>
        ))}
      </ol>
      {told.length > 0 && (
        <details>
          <summary>{say('told', { count: told.length })}</summary>
          <ul className="lines steps">
            {told.map(({ person, insteadOf, stepId, kind, dueAt, droppedAt, messageState }) => (
              <li key={`${person} ${stepId}`}>
                <time>{minuteOf(dueAt)}</time> {named(person)}
                {insteadOf !== null && ` (${say('insteadOf', { person: named(insteadOf) })})`}
                {' · '}
                {term('notice', kind)} ·{' '}
                {say(droppedAt !== null ? 'dropped' : STATES[messageState ?? 'none'])}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Panel>
  );
}

const STATES = {
  none: 'waiting',
  queued: 'queued',
  sent: 'sent',
  unknown: 'unknownState',
  failed: 'failed',
  inAppOnly: 'inAppOnly',
} as const;

type Line = AlertDetail['records'][number];

function Said({ kind, detail }: Pick<Line, 'kind'> & { detail: NonNullable<Line['detail']> }) {
  const term = useTerm();
  const named = usePersonName();
  const { cause, to, text, evidence, reason, until, forecast } = detail;
  const words = text ?? evidence ?? reason;
  const parts = [
    cause !== undefined && term('cause', cause),
    named(to ?? null),
    forecast,
    until,
    // An act without words of its own is named already.
    words !== term('caseRecord', kind) && words,
  ].filter(Boolean);
  return parts.length > 0 ? <div className="note">{parts.join(' · ')}</div> : null;
}
