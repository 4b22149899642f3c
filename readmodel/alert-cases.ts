import { alertIdOf } from '../domain/alert/alert-id.ts';
import { askedOf, closingAsked } from '../domain/alert/asked-of.ts';
import type { AlertCase, CaseRecord } from '../domain/alert/case.ts';
import { laterOf } from '../domain/time.ts';
import type { Writer } from './gathered-writes.ts';
import type { Queryable } from './pool.ts';

/** A case as the last settle of its project has left it. */
export interface KeptCase {
  standing: AlertCase;
  /** True before its project went live (存量). */
  stock: boolean;
  /** Lines of its story so far: the next one gets the next number. */
  records: number;
  /** Shown to few, and told to no other system. */
  restricted: boolean;
}

/** A case that a settle has moved on, with the lines that this adds to its story. */
export interface MovedCase extends KeptCase {
  added: readonly CaseRecord[];
}

const COLUMNS = 'standing, stock, records, restricted';

/** The cases of a project that are not closed. */
export async function openCases(client: Queryable, projectCode: string): Promise<KeptCase[]> {
  const { rows } = await client.query<KeptCase>(
    {
      name: 'open-cases',
      text: `select ${COLUMNS} from alert
        where project_code = $1 and state <> 'closed' and standing is not null order by alert_id`,
    },
    [projectCode],
  );
  return rows;
}

/** The closed ones among these alerts. */
export async function closedCases(
  client: Queryable,
  alertIds: readonly string[],
): Promise<KeptCase[]> {
  const { rows } = await client.query<KeptCase>(
    {
      name: 'closed-cases',
      text: `select ${COLUMNS} from alert
        where alert_id = any($1) and state = 'closed' and standing is not null order by alert_id`,
    },
    [alertIds],
  );
  return rows;
}

/** Keeps how cases stand now, each with the new lines of its story, as of `revision` of their project. */
export async function saveCases(
  writer: Writer,
  projectCode: string,
  { cases, revision }: { cases: readonly MovedCase[]; revision: number },
): Promise<void> {
  if (cases.length === 0) return;
  await writer.query(
    `insert into alert (alert_id, project_code, severity, state, opened_at, cleared_at, revision,
       reopen_count, stock, restricted, episode, records, standing, asked, asked_from)
     select alert_id, $1, severity, state, opened_at, cleared_at, $2,
       reopen_count, stock, restricted, episode, records, standing, asked, asked_from
     from json_to_recordset($3::json) as moved (alert_id text, severity text, state text,
       opened_at timestamptz, cleared_at timestamptz, reopen_count int, stock bool, restricted bool,
       episode int, records int, standing json, asked text[], asked_from timestamptz)
     on conflict (alert_id) do update set severity = excluded.severity, state = excluded.state,
       opened_at = excluded.opened_at, cleared_at = excluded.cleared_at,
       revision = excluded.revision, reopen_count = excluded.reopen_count,
       stock = excluded.stock, restricted = excluded.restricted, episode = excluded.episode,
       records = excluded.records, standing = excluded.standing,
       asked = excluded.asked, asked_from = excluded.asked_from`,
    [projectCode, revision, JSON.stringify(cases.map((moved) => rowOf(projectCode, moved)))],
  );
  const lines = cases.flatMap((moved) => linesOf(projectCode, moved));
  if (lines.length === 0) return;
  await writer.query(
    `insert into alert_record (alert_id, seq, kind, severity, at, revision, person, detail)
     select alert_id, seq, kind, severity, at, $1, person, detail
     from json_to_recordset($2::json) as line (alert_id text, seq int, kind text, severity text,
       at timestamptz, person text, detail json)`,
    [revision, JSON.stringify(lines)],
  );
}

const rowOf = (projectCode: string, { standing, records, added, ...marks }: MovedCase) => ({
  alert_id: alertIdOf(projectCode, standing.id),
  severity: standing.severity,
  state: standing.state,
  opened_at: standing.raisedAt,
  cleared_at: standing.cleared?.at ?? standing.closed?.at,
  reopen_count: standing.reopenCount,
  stock: marks.stock,
  restricted: marks.restricted,
  episode: standing.episode,
  records: records + added.length,
  standing,
  ...askedColumns(standing),
});

// As it stands once people are told: when they are is a column of its own.
function askedColumns(standing: AlertCase) {
  const { toldAt, delegated, state } = standing;
  const asked = askedOf(standing, laterOf(toldAt, delegated?.at ?? toldAt));
  return {
    asked: asked.map((one) => (typeof one === 'object' ? `person:${one.person}` : one)),
    asked_from: state === 'open' ? toldAt : (closingAsked(standing).since ?? toldAt),
  };
}

const linesOf = (projectCode: string, { standing, records, added }: MovedCase) =>
  added.map(({ kind, severity, at, by, detail }, index) => ({
    ...{ alert_id: alertIdOf(projectCode, standing.id), seq: records + index + 1 },
    ...{ kind, severity, at, person: by, detail },
  }));
