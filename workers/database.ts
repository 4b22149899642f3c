import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { assertConnections, ConnectionsError } from '../readmodel/connections.ts';
import { assertSchema, SchemaError } from '../readmodel/migrate.ts';
import { createPool } from '../readmodel/pool.ts';
import type { Catalogue } from '../schemas/definitions.ts';
import { DefinitionConflict, loadIntoDatabase } from '../settlement/catalogue-loading.ts';
import type { Config } from './config.ts';
import { untilConnectionsFit, type Patience } from './connections-fit.ts';

/** The pool of a process under its name, such as `kaigong-api`; idle connections that break are logged. */
export function openPool(
  { url, poolSize, statementTimeoutMs }: Config<'database'>['database'],
  applicationName: string,
  log: Logger,
): Pool {
  return createPool({
    connectionString: url,
    applicationName,
    max: poolSize,
    statementTimeoutMs,
    onIdleError(error) {
      log.warn({ err: error }, 'an idle connection to PostgreSQL broke');
    },
  });
}

/** What preparing a database needs. */
export interface Preparation extends Patience {
  definitions: Catalogue;
  clockOffsetMs: number;
}

/**
 * Brings this program's definitions into a database that fits it. Throws what `isMisfit` knows when
 * it does not fit, of connections after two minutes, and what PostgreSQL throws while it is away.
 */
export async function prepareDatabase(
  pool: Pool,
  { definitions, clockOffsetMs, ...patience }: Preparation,
): Promise<void> {
  await assertSchema(pool);
  await untilConnectionsFit(() => assertConnections(pool), patience);
  await loadIntoDatabase(pool, definitions, clockOffsetMs);
}

/** Whether waiting is in vain: schema, definitions or number of connections don't fit this program. */
export const isMisfit = (error: unknown): boolean =>
  [SchemaError, DefinitionConflict, ConnectionsError].some((misfit) => error instanceof misfit);
