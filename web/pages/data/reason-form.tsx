import { useState, type ReactNode } from 'react';
import { useWords } from '../../words.ts';
import { DATA_WORDS } from './words.ts';

/** One way to settle something. */
interface Way {
  label: string;
  take: (reason: string) => void;
  /** Taken by Enter, too, once it can be. */
  isUsual?: boolean;
  isPossible?: boolean;
}

/** Asks why, and offers the ways to settle something; none can be taken without a reason. */
export function ReasonForm({
  ways,
  isPending,
  children,
}: {
  ways: readonly Way[];
  isPending: boolean;
  /** What is asked before. */
  children?: ReactNode;
}) {
  const { say } = useWords(DATA_WORDS);
  const [reason, setReason] = useState('');
  const isReady = reason.trim() !== '' && !isPending;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        ways.find(({ isUsual }) => isUsual)?.take(reason);
      }}
    >
      {children}
      <label>
        {say('why')}{' '}
        <input
          value={reason}
          maxLength={500}
          onChange={({ target }) => {
            setReason(target.value);
          }}
        />
      </label>
      {ways.map(({ label, take, isUsual = false, isPossible = true }) => (
        <button
          key={label}
          type={isUsual ? 'submit' : 'button'}
          className="plain"
          disabled={!isReady || !isPossible}
          {...(!isUsual && {
            onClick: () => {
              take(reason);
            },
          })}
        >
          {label}
        </button>
      ))}
    </form>
  );
}
