import {
  continueAsNew,
  proxyActivities,
  setCurrentDetails,
  workflowInfo,
} from '@temporalio/workflow';
import type { AlertActivities } from '../activities/alert.ts';
import type { AlertProgress } from '../settlement/walk-alert.ts';
import { doorbell } from './doorbell.ts';
import { SEARCH_ATTRIBUTES } from './messages.ts';
import { showAttributes } from './page.ts';
import { ringOr } from './wait.ts';

const { recordAlert } = proxyActivities<AlertActivities>({
  startToCloseTimeout: '20s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
  summary: 'Do the steps of this alert that are due',
});

/**
 * One cause, one alert: does each step of its ladder at its time and ends once it is closed. The
 * steps are rows, so that one that Temporal has lost goes on where it was.
 */
export async function alert(id: string): Promise<AlertProgress> {
  const bell = doorbell();
  for (;;) {
    bell.clear();
    const progress = await recordAlert(id);
    show(progress);
    if (isOver(progress) && !bell.isRung()) return progress;
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof alert>(id);
    await ringOr(bell, { at: progress.nextStepAt, what: 'Next step' });
  }
}

const isOver = ({ open, nextStepAt }: AlertProgress) => !open && nextStepAt === undefined;

function show(progress: AlertProgress): void {
  const { open, severity } = progress;
  setCurrentDetails(detailsOf(progress));
  showAttributes([{ key: SEARCH_ATTRIBUTES.colour, value: open ? severity : null }]);
}

function detailsOf({ open, severity, state, nextStepAt }: AlertProgress): string {
  if (!open) return `Closed, was ${severity}`;
  const waits = nextStepAt === undefined ? 'nothing left to tell' : `next step: ${nextStepAt}`;
  return `${STATES[state ?? 'open']}, ${severity} · ${waits}`;
}

const STATES = {
  open: 'Open',
  toVerify: 'Cleared, waits for verification',
  toApprove: 'Verified, waits for approval',
  closed: 'Closed',
} as const;
