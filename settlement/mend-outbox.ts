import { blockedAmong, discardBlocked, keysOfBlocked, retryBlocked } from '../readmodel/outbox.ts';
import type { Queryable } from '../readmodel/pool.ts';
import { ALL_PROJECTS } from '../readmodel/sight.ts';
import { forgetTold } from '../readmodel/told-projects.ts';
import type { MendOutboxBody } from '../schemas/mending.ts';
import { mend, type MendDeps } from './mend.ts';
import { PROJECT_TOPIC } from './outbox.ts';

/** What became of the rows that an act named; those left were not blocked. */
export interface OutboxOutcome {
  done: number[];
  left: number[];
}

/** Has blocked rows of the outbox tried again as they are, once the broker takes them. Throws MendRefused. */
export const retryOutbox = (deps: MendDeps, body: MendOutboxBody): Promise<OutboxOutcome> =>
  mendOutbox(deps, body, { kind: 'outboxRetried', carryOut: retryBlocked });

/** Gives up blocked rows of the outbox, so that what waits behind them leaves; projects of which they told are told as a whole soon. Throws MendRefused. */
export const discardOutbox = (deps: MendDeps, body: MendOutboxBody): Promise<OutboxOutcome> =>
  mendOutbox(deps, body, { kind: 'outboxDiscarded', carryOut: discardOf });

// Who missed an event folds the later ones to a state that never was.
async function discardOf(client: Queryable, ids: readonly number[]): Promise<number[]> {
  await forgetTold(client, await keysOfBlocked(client, PROJECT_TOPIC, ids));
  return discardBlocked(client, ids);
}

interface Way {
  kind: 'outboxRetried' | 'outboxDiscarded';
  carryOut: (client: Queryable, ids: readonly number[]) => Promise<number[]>;
}

function mendOutbox(
  deps: MendDeps,
  { ids, ...act }: MendOutboxBody,
  { kind, carryOut }: Way,
): Promise<OutboxOutcome> {
  return mend(deps, act, { kind, content: { ids } }, async (client) => {
    const seen = await blockedAmong(client, ids, deps.seen ?? ALL_PROJECTS);
    const done = await carryOut(client, seen);
    const left = ids.filter((id) => !done.includes(id));
    return { outcome: { done, left }, objects: done.map((id) => ({ object: `outbox/${id}` })) };
  });
}
