import type { AuditRow } from './audit.ts';
import { auditHash, NO_ENTRY } from './audit.ts';
import type { Queryable } from './pool.ts';

/** What a list of the audit is narrowed to. */
export interface AuditFilter {
  person?: string | undefined;
  /** An act, or all that begin with it: `command` finds `command.pause`. */
  act?: string | undefined;
  object?: string | undefined;
  project?: string | undefined;
  /** Real time, from there on; and before there. */
  from?: string | undefined;
  until?: string | undefined;
}

const COLUMNS = `seq, at, person, role, on_behalf_of as "onBehalfOf", via, act, object,
  project_code as "projectCode", source, before, after, prev_hash as "prevHash", hash`;

/** Entries that fit every field given, the newest first, before the entry `before`. */
export async function listAudit(
  client: Queryable,
  filter: AuditFilter,
  { before, limit }: { before?: number | undefined; limit: number },
): Promise<AuditRow[]> {
  const { person, act, object, project, from, until } = filter;
  const { rows } = await client.query<AuditRow>(
    `select ${COLUMNS} from audit
     where ($1::text is null or person = $1 or on_behalf_of = $1)
       and ($2::text is null or act = $2 or starts_with(act, $2 || '.'))
       and ($3::text is null or object = $3) and ($4::text is null or project_code = $4)
       and ($5::timestamptz is null or at >= $5) and ($6::timestamptz is null or at < $6)
       and ($7::bigint is null or seq < $7)
     order by seq desc limit $8`,
    [...[person, act, object, project, from, until, before].map((one) => one ?? null), limit],
  );
  return rows;
}

/** How the chain was found. */
export interface AuditCheck {
  /** Entries that hold, from the first on. */
  entries: number;
  /** Where the chain ends: note it elsewhere, and a later check finds whether the end was cut off. */
  head: { seq: number; hash: string } | null;
  broken: { seq: number; why: AuditFault } | null;
}

/** `changed`: its words are not those that were hashed; `missing`: entries before it are gone; `unlinked`: it follows another one; `cut`: the end that was noted is gone. */
export type AuditFault = 'changed' | 'missing' | 'unlinked' | 'cut';

/** Walks the chain from its first entry to the first fault; `noted` is an end that an earlier check has told. */
export async function verifyAudit(
  client: Queryable,
  noted?: { seq: number; hash: string },
): Promise<AuditCheck> {
  let head: AuditCheck['head'] = null;
  for await (const row of entriesInOrder(client)) {
    const why = faultOf(row, head) ?? notedFault(row, noted);
    if (why) return { entries: head?.seq ?? 0, head, broken: { seq: row.seq, why } };
    head = { seq: row.seq, hash: row.hash };
  }
  const entries: number = head?.seq ?? 0;
  const isCut = noted !== undefined && noted.seq > entries;
  return { entries, head, broken: isCut ? { seq: entries + 1, why: 'cut' } : null };
}

const PART = 1_000;

async function* entriesInOrder(client: Queryable): AsyncGenerator<AuditRow> {
  let after = 0;
  for (;;) {
    const { rows } = await client.query<AuditRow>(
      `select ${COLUMNS} from audit where seq > $1 order by seq limit $2`,
      [after, PART],
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.seq;
  }
}

function faultOf(row: AuditRow, before: AuditCheck['head']): AuditFault | undefined {
  if (row.seq !== (before?.seq ?? 0) + 1) return 'missing';
  if (row.prevHash !== (before?.hash ?? NO_ENTRY)) return 'unlinked';
  return row.hash === auditHash(row.prevHash, row) ? undefined : 'changed';
}

// Whoever rewrites the whole chain makes hashes that fit; the noted one does not.
const notedFault = (row: AuditRow, noted: { seq: number; hash: string } | undefined) =>
  noted?.seq === row.seq && noted.hash !== row.hash ? 'changed' : undefined;
