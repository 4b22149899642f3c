import { readBacklog } from '../readmodel/dispatch.ts';
import { assertSchema } from '../readmodel/migrate.ts';
import { readOutboxBacklog } from '../readmodel/outbox.ts';
import { countLate } from '../readmodel/told-figures.ts';
import type { ApiDeps } from './deps.ts';
import type { PartHealth } from './page-responses.ts';

// What is young is on its way.
const LATE_AFTER_SECONDS = 60;

/** How each part does, by what it has left undone in PostgreSQL; the gateway and the workers are not asked. */
export async function partsOf({
  pool,
  clockOffsetMs,
  askTemporal,
}: ApiDeps): Promise<PartHealth[]> {
  const [schema, temporal, backlog, outbox, late] = await Promise.all([
    isFine(() => assertSchema(pool)),
    isFine(askTemporal),
    readBacklog(pool, clockOffsetMs),
    readOutboxBacklog(pool),
    countLate(pool, clockOffsetMs),
  ]);
  const { waitingFacts, oldestWaitingSeconds, parkedFacts, faultySubjects } = backlog;
  const lateCount = late.reduce((sum, { count }) => sum + count, 0);
  const lateSeconds = Math.max(0, ...late.map(({ seconds }) => seconds));
  return [
    part('postgres', 'ok'),
    part('schema', schema ? 'ok' : 'away', { detail: schema ? null : 'schemaDiffers' }),
    part('temporal', temporal ? 'ok' : 'away', { detail: temporal ? null : 'noAnswer' }),
    part('intake', parkedFacts > 0 ? 'late' : 'ok', {
      detail: parkedFacts > 0 ? 'parkedFacts' : null,
      count: parkedFacts,
    }),
    behind('settling', { count: waitingFacts, seconds: oldestWaitingSeconds }),
    behind('outbox', { count: outbox.unsent, seconds: outbox.oldestUnsentSeconds }),
    part('workflows', backlog.overdueSubjects + faultySubjects > 0 ? 'late' : 'ok', {
      detail: faultySubjects > 0 ? 'faultyProjects' : null,
      count: backlog.laggingSubjects,
    }),
    behind('messages', { count: lateCount, seconds: lateSeconds }),
  ];
}

const part = (
  name: PartHealth['part'],
  state: PartHealth['state'],
  more: Partial<PartHealth> = {},
): PartHealth => ({ part: name, state, detail: null, count: null, seconds: null, ...more });

function behind(
  name: PartHealth['part'],
  { count, seconds }: { count: number; seconds: number },
): PartHealth {
  const isLate = seconds > LATE_AFTER_SECONDS;
  return part(name, isLate ? 'late' : 'ok', { detail: isLate ? 'behind' : null, count, seconds });
}

const isFine = (attempt: () => Promise<unknown>): Promise<boolean> =>
  attempt().then(
    () => true,
    () => false,
  );
