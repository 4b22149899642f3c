import { Context } from '@temporalio/activity';
import type { Pool } from 'pg';
import { deleteOutdated, type Keep, type Outdated } from '../readmodel/retention.ts';

/** What the upkeep workflow may call. */
export type UpkeepActivities = ReturnType<typeof createUpkeepActivities>;

/** What upkeep works with. */
export interface UpkeepDeps {
  pool: Pool;
  keep: Keep;
  clockOffsetMs: number;
  /** Writes down which sources fell silent or spoke again, each once. */
  noteSilentSources: () => Promise<unknown>;
}

// Each in a transaction of its own that ends well within its time limit and holds up nobody.
const AT_A_TIME = 2_000;

/** What keeps the database in order; each may stop anywhere and be repeated. */
export function createUpkeepActivities(deps: UpkeepDeps) {
  const { pool, keep, clockOffsetMs, noteSilentSources } = deps;

  async function deleteAll(what: Outdated): Promise<number> {
    for (let sum = 0; ;) {
      const deleted = await deleteOutdated(pool, what, { keep, clockOffsetMs, limit: AT_A_TIME });
      sum += deleted;
      Context.current().heartbeat({ what, sum });
      // At shutdown: what is left goes the next time.
      if (deleted < AT_A_TIME || Context.current().cancellationSignal.aborted) return sum;
    }
  }

  return {
    /** Says how many rows of each kind are gone. */
    async deleteOutdated(): Promise<Record<Outdated, number>> {
      return {
        eventTexts: await deleteAll('eventTexts'),
        outboxRows: await deleteAll('outboxRows'),
        timelineLines: await deleteAll('timelineLines'),
        deadLetters: await deleteAll('deadLetters'),
        recheckItems: await deleteAll('recheckItems'),
        linkTokens: await deleteAll('linkTokens'),
        confirmedWorkbooks: await deleteAll('confirmedWorkbooks'),
        stagedWorkbooks: await deleteAll('stagedWorkbooks'),
        // Before the messages, which stay as long as their notices.
        notices: await deleteAll('notices'),
        messages: await deleteAll('messages'),
      };
    },
    /** Facts about sources; what they change is settled as by any other fact. */
    async noteSilentSources(): Promise<void> {
      await noteSilentSources();
    },
  };
}
