import type { AlertDetail } from '../../../api/alert-responses.ts';
import type { AlertCase } from '../../../domain/alert/case.ts';
import { useTerm } from '../../labels.ts';
import { minuteOf } from '../moment.ts';
import { usePersonName } from '../person-name.ts';
import { useWords } from '../../words.ts';
import { ALERT_WORDS } from './words.ts';

/** Who has taken it in hand so far, and what they said. */
export function Standing({ alert: { standing } }: { alert: AlertDetail }) {
  const { say } = useWords(ALERT_WORDS);
  const term = useTerm();
  const named = usePersonName();
  if (!standing) return null;
  const { acknowledged, snoozed, delegated, rectification } = standing;
  const who: Who = ({ by, at }) => ({
    person: named(by),
    at: minuteOf(at),
  });
  const cause = acknowledged?.cause && term('cause', acknowledged.cause);
  return (
    <ul className="lines">
      {acknowledged && (
        <li>
          {say('acknowledgedBy', who(acknowledged))} {cause}
        </li>
      )}
      {snoozed && (
        <li>
          {snoozed.until === undefined
            ? say('snoozedUntilWorse', who(snoozed))
            : say('snoozedUntil', { ...who(snoozed), day: snoozed.until })}
        </li>
      )}
      {delegated && <li>{say('delegatedTo', { ...who(delegated), to: named(delegated.to) })}</li>}
      {rectification && (
        <li>
          {say('rectifiedBy', { ...who(rectification), day: rectification.forecast })}{' '}
          {term('cause', rectification.cause)} {rectification.party}
          <blockquote>{rectification.text}</blockquote>
        </li>
      )}
      <Checked standing={standing} who={who} />
    </ul>
  );
}

type Who = (act: { by: string; at: string }) => { person: string; at: string };

function Checked({ standing: { verified, returned }, who }: { standing: AlertCase; who: Who }) {
  const { say } = useWords(ALERT_WORDS);
  return (
    <>
      {verified && (
        <li>
          {say('verifiedBy', who(verified))}
          <blockquote>{verified.evidence}</blockquote>
        </li>
      )}
      {returned && <li>{say('returnedBy', who(returned))}</li>}
    </>
  );
}
