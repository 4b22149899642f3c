import { useWords } from '../../words.ts';
import { ClockSign } from './clock-sign.tsx';
import { APPROVAL_WORDS } from './words.ts';

/** What lines and frames of the graph mean. */
export function Legend() {
  const { say } = useWords(APPROVAL_WORDS);
  return (
    <p className="note legend">
      <strong>{say('legend')}</strong> {say('legendCritical')} · {say('legendUnmet')} ·{' '}
      {say('legendMet')} · {say('legendUndetermined')} · <ClockSign state="running" />{' '}
      {say('running')} · <ClockSign state="stopped" /> {say('stopped')}
    </p>
  );
}
