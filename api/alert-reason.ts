import { signalOf } from '../domain/alert/fold-commands.ts';
import { explain } from '../domain/explain.ts';
import type { Language } from '../domain/texts.ts';
import { dayOf } from '../domain/time.ts';
import { assessAt } from '../settlement/assess-at.ts';
import type { AlertReason } from './alert-responses.ts';
import type { ApiDeps } from './deps.ts';

/** Why an alert has its colour and what would turn it, as of now; null once its signal is green or gone. */
export async function alertReason(
  deps: ApiDeps,
  { alertId, projectCode }: { alertId: string; projectCode: string },
  language: Language = 'zh',
): Promise<AlertReason | null> {
  const view = await assessAt(deps, projectCode);
  if (!view) return null;
  const { signals } = explain(view.assessment, dayOf(view.at), language);
  const signal = signals.find(({ id, colour }) => id === signalOf(alertId) && colour !== 'green');
  return signal ? { text: signal.text, flips: [...signal.flips], causes: signal.causes } : null;
}
