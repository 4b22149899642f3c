import type { Pool } from 'pg';
import { domainNow } from '../readmodel/clock.ts';
import { addToOutbox } from '../readmodel/outbox.ts';
import { inTransaction } from '../readmodel/pool.ts';
import {
  changedBy,
  failedBy,
  findRecheck,
  finishRecheck,
  type Recheck,
  type RecheckedProject,
} from '../readmodel/rechecks.ts';
import { projectCodeOf } from '../readmodel/subject-id.ts';
import { RULES_APPLIED, type RulesApplied } from '../schemas/rules-applied.ts';
import type { Instant } from '../domain/time.ts';
import { PROJECT_TOPIC } from './outbox.ts';
import { messageOf, type OwnEvent } from './own-event.ts';

/** Marks a recheck of which nothing is left as done and tells other systems once what it changed. */
export async function closeRecheck(
  { pool, clockOffsetMs }: { pool: Pool; clockOffsetMs: number },
  id: number,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const at = await domainNow(client, clockOffsetMs);
    if (!(await finishRecheck(client, id, at))) return;
    const recheck = await findRecheck(client, id);
    if (!recheck) return;
    const failed = (await failedBy(client, id)).length;
    const digest = digestOf(recheck, { changed: await changedBy(client, id), failed });
    await addToOutbox(
      client,
      digest.map((data) => messageOf(eventOf(data, at))),
    );
  });
}

// With the longest code and colours about 300 KB.
const PROJECTS_A_PART = 1_000;

function digestOf(
  recheck: Recheck,
  { changed, failed }: { changed: readonly RecheckedProject[]; failed: number },
): RulesApplied[] {
  const { id, coreVersion, definitions, startedAt, total } = recheck;
  const parts = Math.max(1, Math.ceil(changed.length / PROJECTS_A_PART));
  return Array.from({ length: parts }, (_, at) => ({
    ...{ recheck: id, part: at + 1, parts, coreVersion, startedAt },
    definitions: definitions.map(({ kind, id: of, from, to }) => ({ kind, id: of, from, to })),
    ...{ settled: total - failed, failed, changed: changed.length },
    projects: changed
      .slice(at * PROJECTS_A_PART, (at + 1) * PROJECTS_A_PART)
      .map(({ subject, from, to }) => ({ code: projectCodeOf(subject), from, to })),
  }));
}

const SOURCE = '/kaigong/rules';

const eventOf = (data: RulesApplied, at: Instant): OwnEvent => ({
  topic: PROJECT_TOPIC,
  key: null,
  source: SOURCE,
  // A restore sets the number back, so that another recheck gets it.
  id: `recheck/${data.recheck}/${data.startedAt}/${data.part}`,
  type: RULES_APPLIED,
  at,
  data,
});
