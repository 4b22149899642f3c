import { appliedTimes, untilApplied } from '../deliveries.ts';
import { ordinaryEvent } from '../events.ts';
import { atRate } from '../produce.ts';
import type { EngineRound, EngineScenario, Figures } from '../scenario.ts';
import { quantile } from '../statistics.ts';

/** How long an event takes until it can be read as applied, under a load that leaves half of the engine free. */
export const DELAY: EngineScenario = {
  name: 'delay',
  on: 'engine',
  title: 'Delay at half of the maximum',
  about:
    'Single events at half the rate that this round has reached one by one, from the call that produces each to the commit that makes it readable.',
  needs: ['single'],
  figures: [
    { key: 'delayRate', title: 'offered', unit: 'a second' },
    { key: 'delayP50', title: 'p50', unit: 'ms', target: { atMost: 15 } },
    { key: 'delayP99', title: 'p99', unit: 'ms' },
  ],
  projects: ({ single }) => ({ count: Math.ceil(single / 2), fresh: false }),
  measure,
};

async function measure({ engine, projects, number, sizes, sofar }: EngineRound): Promise<Figures> {
  const source = `/permit/bench-delay-${number}`;
  const aSecond = Math.max(1, (sofar['single'] ?? 2) / 2);
  const count = Math.ceil(aSecond * sizes.delaySeconds);
  const ids: string[] = [];
  const begins = await atRate({ count, aSecond }, async (nth) => {
    const project = projects[nth % projects.length] ?? '';
    const message = ordinaryEvent(project, number + nth, source);
    ids.push(message.id);
    await engine.sink.publish([message]);
  });
  await untilApplied(engine.pool, source, count);
  const applied = await appliedTimes(engine.pool, source);
  const delays = ids.map((id, nth) => (applied.get(id) ?? NaN) - (begins[nth] ?? NaN));
  await engine.park.settled();
  return {
    delayRate: aSecond,
    delayP50: quantile(delays, 0.5),
    delayP99: quantile(delays, 0.99),
  };
}
