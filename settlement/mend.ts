import { createHash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { Actor } from '../domain/fact.ts';
import type { Instant } from '../domain/time.ts';
import { appendAudit, type AuditEntry, type AuditVia } from '../readmodel/audit.ts';
import { domainNow } from '../readmodel/clock.ts';
import { findMending, keepMending } from '../readmodel/mendings.ts';
import type { MendedObject, MendingKind } from '../readmodel/mendings.ts';
import { inTransaction } from '../readmodel/pool.ts';
import type { SeenProjects } from '../readmodel/sight.ts';
import { canonicalJson } from '../schemas/canonical-json.ts';
import { MENDERS } from '../schemas/mending.ts';

/** Where people mend what the engine could not take. */
export interface MendDeps {
  pool: Pool;
  /** Domain time minus real time. */
  clockOffsetMs: number;
  /** How the act has reached us, for the audit. */
  via?: AuditVia;
  /** Projects of which something may be mended; all, without it. */
  seen?: SeenProjects;
}

/** Who mends, why, and the id under which a repetition is harmless. */
export interface Act {
  commandId: string;
  actor: Actor;
  reason: string;
}

/** An act that is refused as a whole; nothing was done. */
export class MendRefused extends Error {
  override readonly name = 'MendRefused';
  readonly code: 'ROLE_TOO_LOW' | 'COMMAND_CONFLICT' | 'NOTHING_PARKED' | 'NOT_REGISTERED';

  constructor(code: MendRefused['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** What an act did, and what it touched. */
export interface Mended<Outcome> {
  outcome: Outcome;
  objects: MendedObject[];
}

/**
 * Does an act of mending in one transaction and keeps it with its outcome; the same act repeated under
 * its id has its first outcome. `content` is what is asked for beside who and why. Throws MendRefused.
 */
export async function mend<Outcome>(
  { pool, clockOffsetMs, via = 'loopback' }: MendDeps,
  { commandId, actor, reason }: Act,
  { kind, content }: { kind: MendingKind; content: object },
  work: (client: PoolClient, now: Instant) => Promise<Mended<Outcome>>,
): Promise<Outcome> {
  refuseStrangers(actor);
  const payloadHash = hashOf({ kind, actor, reason, ...content });
  return inTransaction(pool, async (client) => {
    // Two repetitions at once: the second waits and finds the outcome of the first.
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [commandId]);
    const first = await findMending(client, commandId);
    // `as`: an act of this kind and content has kept it.
    if (first?.payloadHash === payloadHash) return first.outcome as Outcome;
    if (first) {
      const message = `Command ${commandId} was given before with another content; give this one an id of its own.`;
      throw new MendRefused('COMMAND_CONFLICT', message);
    }
    const now = await domainNow(client, clockOffsetMs);
    const { outcome, objects } = await work(client, now);
    const act = { commandId, kind, actor, reason, at: now };
    await keepMending(client, act, { payloadHash, outcome, objects });
    await appendAudit(client, auditedMending(act, { via, content, outcome }));
    return outcome;
  });
}

function auditedMending(
  { commandId, kind, actor, reason }: Act & { kind: MendingKind },
  { via, content, outcome }: { via: AuditVia; content: object; outcome: unknown },
): AuditEntry {
  return {
    at: new Date().toISOString(),
    ...{ person: actor.id, role: actor.role, via },
    onBehalfOf: actor.onBehalfOf ?? null,
    act: `mend.${kind}`,
    object: 'intake',
    source: commandId,
    after: { reason, ...content, outcome },
  };
}

function refuseStrangers({ id, role }: Actor): void {
  if (MENDERS.includes(role)) return;
  const message = `${id} as ${role} may not do this; it takes one of ${MENDERS.join(', ')}.`;
  throw new MendRefused('ROLE_TOO_LOW', message);
}

const hashOf = (said: object): string =>
  createHash('sha256').update(canonicalJson(said)).digest('hex');
