import type {
  Clock,
  DepartmentAssessment,
  ItemAssessment,
} from '../../../domain/approval/assessment.ts';
import type { Day } from '../../../domain/time.ts';

/** The clock that tells most of an item: one that runs before one that stands, what was promised before the law's. */
export function tellingClock({ clocks }: Pick<ItemAssessment, 'clocks'>): Clock | undefined {
  const whole = clocks.filter(({ step }) => step === undefined);
  return [...(whole.length > 0 ? whole : clocks)].sort((a, b) => weightOf(a) - weightOf(b))[0];
}

const KINDS = ['promised', 'statutory', 'applicant'] as const satisfies readonly Clock['kind'][];

// While the enterprise corrects, the limit that runs is its own.
const weightOf = ({ running, endedOn, kind }: Clock): number =>
  (running ? 0 : 10) + (endedOn === undefined ? 0 : 5) + KINDS.indexOf(kind);

/** Whether a clock runs, stands still for a time, or has ended. */
export const clockState = ({ running, endedOn }: Clock): 'running' | 'stopped' | 'ended' =>
  endedOn !== undefined ? 'ended' : running ? 'running' : 'stopped';

/** A department whose silence will count as consent by a rule. */
export type Consent = DepartmentAssessment & {
  rule: string;
  /** From then on, where that is settled; else it counts some time after its answer is due. */
  deemedOn?: Day;
  due: Day;
};

/** The department whose silence will count as consent first. */
export function nextConsent({
  departments,
}: Pick<ItemAssessment, 'departments'>): Consent | undefined {
  return departments
    .flatMap(({ rule, due, ...one }): Consent[] =>
      one.state === 'asked' && rule !== undefined && due !== undefined
        ? [{ ...one, rule, due }]
        : [],
    )
    .sort((a, b) => (a.deemedOn ?? a.due).localeCompare(b.deemedOn ?? b.due))[0];
}
