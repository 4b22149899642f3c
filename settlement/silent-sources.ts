import type { Pool } from 'pg';
import { resolveRecipients } from '../domain/alert/recipients.ts';
import { nextAwake } from '../domain/alert/slot.ts';
import type { FactOf } from '../domain/fact.ts';
import { couldProve } from '../domain/matter.ts';
import type { Quiet } from '../domain/silence.ts';
import { quietOf } from '../domain/silence.ts';
import type { Instant } from '../domain/time.ts';
import { dayOf, startOf } from '../domain/time.ts';
import { domainNow } from '../readmodel/clock.ts';
import { addNotices } from '../readmodel/notices.ts';
import { listPeople, memberOf } from '../readmodel/people.ts';
import type { Queryable } from '../readmodel/pool.ts';
import { inTransaction } from '../readmodel/pool.ts';
import type { SilenceKey, UntoldProject } from '../readmodel/silences.ts';
import {
  endSilence,
  SILENCE_SOURCE,
  silenceId,
  tellAll,
  untoldProjects,
} from '../readmodel/silences.ts';
import type { SourceRow } from '../readmodel/sources.ts';
import { listSources, lockSource, noteSilence } from '../readmodel/sources.ts';
import type { Catalogue } from '../schemas/definitions.ts';
import type { Rulebook } from './catalogue.ts';
import { paceOf } from './pace.ts';

/** What noting silent sources works with. */
export interface SilenceDeps {
  pool: Pool;
  rules: Rulebook;
  /** Domain time minus real time. */
  clockOffsetMs: number;
  log: { warn(fields: object, message: string): void };
}

/** What was found silent. */
export interface NotedSilences {
  /** Every source that is silent now. */
  silent: string[];
  /** Projects that were told of one, each silence counted. */
  told: number;
}

/**
 * Tells open projects of sources that fell silent, as facts in their inboxes: each project once a
 * silence, also one that was registered since. Idempotent; a source that speaks again ends its
 * silence in the transaction that stores its event.
 */
export async function noteSilentSources(deps: SilenceDeps): Promise<NotedSilences> {
  const { pool, rules, clockOffsetMs, log } = deps;
  const catalogue = await rules.now(pool);
  const noted: NotedSilences = { silent: [], told: 0 };
  for (const { source } of await listSources(pool)) {
    const told = await inTransaction(pool, async (client) =>
      noteOne(client, source, { catalogue, now: await domainNow(client, clockOffsetMs) }),
    );
    if (told === undefined) continue;
    noted.silent.push(source);
    noted.told += told;
    if (told > 0) log.warn({ source, projects: told }, 'source is silent');
  }
  return noted;
}

/** A source with how long it has been quiet; nothing of that where the park's policy has no limit. */
export interface SourceStanding extends SourceRow {
  quiet: Quiet | undefined;
}

/** Every source with how long it has been quiet, by name. */
export async function sourceStandings({
  pool,
  rules,
  clockOffsetMs,
}: Omit<SilenceDeps, 'log'>): Promise<SourceStanding[]> {
  const catalogue = await rules.now(pool);
  const now = await domainNow(pool, clockOffsetMs);
  const rows = await listSources(pool);
  return rows.map((row) => ({ ...row, quiet: quietOfRow(row, { catalogue, now }) }));
}

interface View {
  catalogue: Catalogue;
  /** Domain time. */
  now: Instant;
}

/** How many projects were told; nothing when the source is not silent. */
async function noteOne(client: Queryable, name: string, view: View): Promise<number | undefined> {
  const row = await lockSource(client, name);
  const quiet = row && quietOfRow(row, view);
  if (!row) return undefined;
  if (quiet?.silentFrom === undefined) {
    await endByRule(client, row, view.now);
    return undefined;
  }
  const since = row.silentSince ?? dayOf(row.lastArrivedAt);
  const untold = await untoldProjects(client, { source: name, since });
  const concerned = untold.filter((project) => isConcerned(project, row, view.catalogue));
  const fact: FactOf<'source.fellSilent.v1'> = {
    source: SILENCE_SOURCE,
    id: silenceId({ source: name, since }),
    type: 'source.fellSilent.v1',
    occurredAt: startOf(quiet.silentFrom),
    arrivedAt: view.now,
    data: { source: name, since, matters: row.matters },
  };
  await tellAll(
    client,
    concerned.map(({ subject }) => subject),
    fact,
  );
  if (row.silentSince === null) {
    await noteSilence(client, name, since);
    await tellAdministrators(client, { source: name, since }, view);
  }
  return concerned.length;
}

// What a date brings is told in the morning; an upkeep that rings mailboxes finds it then.
async function tellAdministrators(
  client: Queryable,
  silence: SilenceKey,
  { catalogue, now }: View,
): Promise<void> {
  const members = (await listPeople(client)).map(memberOf);
  const told = resolveRecipients(['administrator'], { posts: {}, members, today: dayOf(now) });
  const { hours } = paceOf(catalogue);
  const dueAt = nextAwake(now, { calendar: catalogue.calendar, hours });
  const stepId = silenceId(silence);
  const notice = {
    kind: 'silentSource',
    stepId,
    how: 'push',
    dueAt,
    words: { ...silence },
  } as const;
  await addNotices(
    client,
    told.map((person) => ({ ...person, ...notice })),
    now,
  );
}

// Its limit was raised, or it is not expected to speak any more. Should that be taken back, this very
// silence stays over: the next begins with its next word.
async function endByRule(
  client: Queryable,
  { source, silentSince }: SourceRow,
  now: Instant,
): Promise<void> {
  if (silentSince !== null) await endSilence(client, { source, since: silentSince }, now);
}

function quietOfRow({ source, lastArrivedAt }: SourceRow, { catalogue, now }: View) {
  const rule = catalogue.policies.get(catalogue.defaultPolicy)?.silence;
  const days = { source, lastHeard: dayOf(lastArrivedAt), today: dayOf(now) };
  return rule && quietOf(catalogue.calendar, rule, days);
}

// Who has never spoken of a project may still be who would; the core decides whether it counts.
function isConcerned(
  { heard, template: id, open }: UntoldProject,
  { matters }: SourceRow,
  { lifecycles }: Catalogue,
): boolean {
  const template = lifecycles.get(id);
  return heard || !template || open.some((code) => couldProve(matters, template, code));
}
