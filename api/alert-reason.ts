import { signalOf } from '../domain/alert/fold-commands.ts';
import { explain } from '../domain/explain.ts';
import type { Language } from '../domain/texts.ts';
import { dayOf } from '../domain/time.ts';
import { assessAt } from '../settlement/assess-at.ts';
import type { AlertReason } from './alert-responses.ts';
import type { ApiDeps } from './deps.ts';
import type { Sight } from './sight.ts';
import { withoutMoneyFor } from './withheld.ts';

/** Why an alert has its colour and what would turn it, as of now; null once its signal is green or gone, and where it would tell a figure that the reader may not see. Whoever sees the alert may know the rest. */
export async function alertReason(
  deps: ApiDeps,
  { alertId, projectCode }: { alertId: string; projectCode: string },
  { language = 'zh', sight }: { language?: Language; sight: Sight },
): Promise<AlertReason | null> {
  const view = await assessAt(deps, projectCode);
  if (!view) return null;
  const seen = withoutMoneyFor(sight, view.assessment);
  const { signals } = explain(seen, dayOf(view.at), language);
  const signal = signals.find(({ id, colour }) => id === signalOf(alertId) && colour !== 'green');
  return signal ? { text: signal.text, flips: [...signal.flips], causes: signal.causes } : null;
}
