import type { PlanAnswer } from '../../../api/page-responses.ts';
import { useWords } from '../../words.ts';
import type { PlanAddress } from './plan-address.ts';
import { PLAN_WORDS } from './words.ts';

/** Which projects of how many are seen, and the way to the others. */
export function Pages({
  answer: { items, total, next },
  address: { cursors, turnTo },
  atOnce,
}: {
  answer: PlanAnswer;
  address: PlanAddress;
  atOnce: number;
}) {
  const { say } = useWords(PLAN_WORDS);
  const first = cursors.length * atOnce + 1;
  return (
    <p className="plan-bar">
      <span>{say('shown', { from: first, to: first + items.length - 1, total })}</span>
      {cursors.length > 0 && (
        <button
          type="button"
          className="plain no-print"
          onClick={() => {
            turnTo(cursors.slice(0, -1));
          }}
        >
          {say('previous')}
        </button>
      )}
      {next !== null && (
        <button
          type="button"
          className="plain no-print"
          onClick={() => {
            turnTo([...cursors, next]);
          }}
        >
          {say('next')}
        </button>
      )}
    </p>
  );
}
