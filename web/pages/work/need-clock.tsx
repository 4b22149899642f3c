import type { NeedItem } from '../../../api/page-responses.ts';
import { FRAME_WORDS } from '../../frame-words.ts';
import { daysBetween } from '../../parts/moment.ts';
import { useParkDay } from '../../parts/park-day.ts';
import { useWords } from '../../words.ts';
import { WORK_WORDS } from './words.ts';

/** Until when it has to be answered, and how much of that is left. */
export function NeedClock({ need: { due, workingDays } }: { need: NeedItem }) {
  const { say } = useWords(FRAME_WORDS);
  const { say: sayHere } = useWords(WORK_WORDS);
  const today = useParkDay();
  if (due === null) return <span className="need-clock note">{sayHere('noDue')}</span>;
  const late = daysBetween(due, today);
  const left = late === 0 ? say('dueToday') : say('workingDaysLeft', { count: workingDays ?? 0 });
  return (
    <span className={late > 0 ? 'need-clock late' : 'need-clock'}>
      <time>{due}</time> {late > 0 ? `⚠ ${say('daysLate', { count: late })}` : left}
    </span>
  );
}
