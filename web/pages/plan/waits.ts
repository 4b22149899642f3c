import type { PlanDependency } from '../../../api/page-responses.ts';
import { useWords } from '../../words.ts';
import { PLAN_WORDS } from './words.ts';

/** Tells what a milestone waits for of another project. */
export function useWaits(): (edge: PlanDependency) => string {
  const { say, language } = useWords(PLAN_WORDS);
  return ({ on, onName, milestone, label, needed, expected, slackDays, reached }) =>
    [
      say('waits', {
        name: onName ?? on,
        what: label?.[language] ?? milestone,
        needed: needed ?? say('unknown'),
      }),
      reached ? say('waitsReached') : expected ? say('waitsExpected', { day: expected }) : '',
      !reached && slackDays !== null && slackDays < 0
        ? say('waitsLate', { count: -slackDays })
        : '',
    ].join('');
}
