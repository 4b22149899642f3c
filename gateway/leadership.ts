import type { Pool, PoolClient } from 'pg';
import type { Logger } from 'pino';
import { tryToLead } from '../readmodel/sending.ts';

/** Being the one of all gateways that sends: a lock that lives as long as a connection of its own. */
export interface Leadership {
  /** The connection to work on while leading; `undefined` while another leads. Throws while PostgreSQL is away. */
  claim: () => Promise<PoolClient | undefined>;
  /** False as soon as the connection is known to be broken: another may lead by then. */
  holds: () => boolean;
  /** Gives the lock back, or makes sure that it is gone. */
  resign: () => void;
}

export function createLeadership(pool: Pool, log: Logger): Leadership {
  let lead: PoolClient | undefined;

  function resign(): void {
    const former = lead;
    lead = undefined;
    // Destroyed: the lock and the settings of a leader must not live on in the pool.
    former?.release(true);
  }

  async function claim(): Promise<PoolClient | undefined> {
    if (lead) return lead;
    const client = await pool.connect();
    const onBroken = () => {
      if (lead !== client) return;
      log.warn('the connection that leads the sending broke');
      resign();
    };
    client.on('error', onBroken).on('end', onBroken);
    try {
      if (await tryToLead(client)) {
        log.info('leads the sending');
        return (lead = client);
      }
      client.off('error', onBroken).off('end', onBroken).release();
      return undefined;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  return { claim, holds: () => lead !== undefined, resign };
}
