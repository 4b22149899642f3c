import {
  condition,
  continueAsNew,
  proxyActivities,
  setCurrentDetails,
  workflowInfo,
} from '@temporalio/workflow';
import type { AlertActivities } from '../activities/alert.ts';
import type { AlertStanding } from '../readmodel/alerts.ts';
import { doorbell } from './doorbell.ts';
import { SEARCH_ATTRIBUTES } from './messages.ts';
import { showAttributes } from './page.ts';

const { recordAlert } = proxyActivities<AlertActivities>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
  summary: 'Record what is wanted of this alert',
});

/** One cause, one alert: records how it opens, worsens and eases, and ends when it is cleared. */
export async function alert(id: string): Promise<AlertStanding> {
  const bell = doorbell();
  for (;;) {
    bell.clear();
    const standing = await recordAlert(id);
    show(standing);
    if (!standing.open && !bell.isRung()) return standing;
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof alert>(id);
    await condition(bell.isRung);
  }
}

function show({ open, severity }: AlertStanding): void {
  setCurrentDetails(open ? `Open, ${severity}` : `Cleared, was ${severity}`);
  showAttributes([{ key: SEARCH_ATTRIBUTES.colour, value: open ? severity : null }]);
}
