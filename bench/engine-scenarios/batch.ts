import { untilApplied } from '../deliveries.ts';
import { ordinaryEvent } from '../events.ts';
import { produce } from '../produce.ts';
import type { EngineRound, EngineScenario, Figures } from '../scenario.ts';

/** What departments send on a Monday morning, all at once. */
export const BATCH: EngineScenario = {
  name: 'batch',
  on: 'engine',
  title: 'A batch of a Monday morning',
  about:
    '50,000 events of 1,000 projects, mixed, produced as fast as Kafka takes them; until each is applied, counted one by one, and none is a dead letter.',
  figures: [
    { key: 'batchSeconds', title: 'until all are applied', unit: 's', target: { atMost: 300 } },
    { key: 'batchRate', title: 'events', unit: 'a second' },
  ],
  projects: ({ batchProjects }) => ({ count: batchProjects, fresh: true }),
  measure,
};

async function measure({ engine, projects, number, sizes }: EngineRound): Promise<Figures> {
  const source = `/permit/bench-batch-${number}`;
  const messages = Array.from({ length: sizes.batchRows }, (_, nth) => {
    const project = projects[nth % projects.length] ?? '';
    return ordinaryEvent(project, Math.floor(nth / projects.length) + nth, source);
  });
  const begin = Date.now();
  await produce(engine.sink, messages);
  // Throws unless exactly that many were applied.
  const { last } = await untilApplied(engine.pool, source, messages.length);
  await engine.park.settled();
  const seconds = (last - begin) / 1_000;
  return { batchSeconds: seconds, batchRate: messages.length / seconds };
}
