import type { Client } from '@temporalio/client';
import { setTimeout as wait } from 'node:timers/promises';
import { untilApplied } from '../deliveries.ts';
import { alarmingEvent } from '../events.ts';
import { atRate } from '../produce.ts';
import type { EngineRound, EngineScenario, Figures } from '../scenario.ts';
import { quantile } from '../statistics.ts';

/** How soon Temporal begins to act on an event that asks for an alert. */
export const ALERT_DELAY: EngineScenario = {
  name: 'alert',
  on: 'engine',
  title: 'From an event to its alert',
  about:
    'Ten projects a second report works that began without their permit; from the call that produces the event to the start of the workflow of the red alert, by the clock of Temporal.',
  figures: [
    { key: 'alertP50', title: 'p50', unit: 'ms' },
    { key: 'alertP99', title: 'p99', unit: 'ms' },
  ],
  projects: ({ alerts }) => ({ count: alerts, fresh: true }),
  measure,
};

async function measure({ engine, projects, number, sizes }: EngineRound): Promise<Figures> {
  const source = `/site/bench-alert-${number}`;
  const rate = { count: projects.length, aSecond: sizes.alertsASecond };
  const begins = await atRate(rate, async (nth) => {
    await engine.sink.publish([alarmingEvent(projects[nth] ?? '', source)]);
  });
  await untilApplied(engine.pool, source, projects.length);
  await engine.park.settled();
  const delays: number[] = [];
  for (const [nth, project] of projects.entries()) {
    const started = await startOfNewest(engine.temporal, project, begins[nth] ?? 0);
    delays.push(started - (begins[nth] ?? NaN));
  }
  return { alertP50: quantile(delays, 0.5), alertP99: quantile(delays, 0.99) };
}

const LIMIT_MS = 60_000;

/** When the first alert workflow of the project began after `begin`; the list shows it a moment later. */
async function startOfNewest(client: Client, project: string, begin: number): Promise<number> {
  const query = `WorkflowType = 'alert' AND WorkflowId STARTS_WITH 'alert/${project}/'`;
  const end = performance.now() + LIMIT_MS;
  while (performance.now() < end) {
    const starts: number[] = [];
    for await (const { startTime } of client.workflow.list({ query })) {
      if (startTime.getTime() >= begin) starts.push(startTime.getTime());
    }
    if (starts.length > 0) return Math.min(...starts);
    await wait(100);
  }
  throw new Error(`No alert of ${project} was started`);
}
