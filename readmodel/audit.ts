import { createHash } from 'node:crypto';
import type { Role } from '../domain/fact.ts';
import type { Instant } from '../domain/time.ts';
import { canonicalJson } from '../schemas/canonical-json.ts';
import type { Queryable } from './pool.ts';
import { together } from './pool.ts';

/** How an act reached us: through a page, a program that acts for others, a message's link, the machine itself. */
export const AUDIT_VIAS = ['session', 'token', 'actFor', 'link', 'loopback', 'system'] as const;
export type AuditVia = (typeof AUDIT_VIAS)[number];

/** What the audit keeps of one act. */
export interface AuditEntry {
  /** Real time. */
  at: Instant;
  /** Null: the system itself, or somebody unknown. */
  person: string | null;
  role?: Role | null;
  /** In whose stead. */
  onBehalfOf?: string | null;
  via: AuditVia;
  /** In dots from the general to the special, such as `command.pause` or `signIn.refused`. */
  act: string;
  /** What it was done to, such as `project/ZZY-012` or `person/项目经理-01`. */
  object: string;
  projectCode?: string | null;
  /** Id of the command, event or request from which it came. */
  source?: string | null;
  /** What changed, as it was and as it is; the same fields in both. */
  before?: Readonly<Record<string, unknown>> | null;
  after?: Readonly<Record<string, unknown>> | null;
}

/** An entry in its place of the chain. */
export interface AuditRow extends Required<AuditEntry> {
  /** From 1, without gaps. */
  seq: number;
  prevHash: string;
  /** SHA-256 over `prevHash` and `auditText`, in hexadecimal digits. */
  hash: string;
}

/** What the first entry follows. */
export const NO_ENTRY = '0'.repeat(64);

// Any number that no other lock has; PostgreSQL frees it with the transaction.
const LOCK = 5_211_311;

/**
 * Adds an entry to the chain. Nothing but the commit may follow in the transaction: it holds the end
 * of the chain until then, for all processes.
 */
export const appendAudit = (client: Queryable, entry: AuditEntry): Promise<void> =>
  auditAll(client, [entry]);

/** The same of several acts in their order. */
export async function auditAll(client: Queryable, entries: readonly AuditEntry[]): Promise<void> {
  await together(auditStatements(client, entries));
}

/** The statements that add entries, sent at once; to be waited for with `together`, the commit right behind them. */
export function auditStatements(
  client: Queryable,
  entries: readonly AuditEntry[],
): Promise<unknown>[] {
  if (entries.length === 0) return [];
  // A statement of its own: the next sees what was committed while it waited.
  const locked = client.query('select pg_advisory_xact_lock($1)', [LOCK]);
  return [locked, ...entries.map((entry) => insert(client, completed(entry)))];
}

function insert(client: Queryable, entry: Required<AuditEntry>): Promise<unknown> {
  const { at, person, role, onBehalfOf, via, act, object, projectCode, source } = entry;
  return client.query(
    {
      name: 'audit',
      text: `with last as (select seq, hash from audit order by seq desc limit 1),
           place as (select coalesce((select seq from last), 0) + 1 as seq,
             coalesce((select hash from last), $13) as prev)
         insert into audit (seq, at, person, role, on_behalf_of, via, act, object, project_code,
           source, before, after, prev_hash, hash)
         select seq, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, prev,
           encode(sha256(convert_to(prev || $12, 'UTF8')), 'hex') from place`,
    },
    [
      ...[at, person, role, onBehalfOf, via, act, object, projectCode, source],
      ...[json(entry.before), json(entry.after), auditText(entry), NO_ENTRY],
    ],
  );
}

/** The words of an entry over which its hash goes: JSON with the keys in order. */
function auditText(entry: Required<AuditEntry>): string {
  const { at, person, role, onBehalfOf, via, act, object, projectCode, source } = entry;
  const { before, after } = entry;
  const told = { at, person, role, onBehalfOf, via, act, object, projectCode, source };
  return canonicalJson({ ...told, before, after });
}

/** What the hash of an entry must be behind such a one. */
export const auditHash = (prevHash: string, entry: Required<AuditEntry>): string =>
  createHash('sha256').update(prevHash).update(auditText(entry)).digest('hex');

function completed(entry: AuditEntry): Required<AuditEntry> {
  const { role = null, onBehalfOf = null, projectCode = null, source = null } = entry;
  const { before = null, after = null } = entry;
  return { ...entry, role, onBehalfOf, projectCode, source, before, after };
}

const json = (value: unknown): string | null => (value === null ? null : canonicalJson(value));
