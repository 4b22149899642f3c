import type { FastifyRequest } from 'fastify';
import type { AuditEntry, AuditVia } from '../readmodel/audit.ts';
import { canonicalJson } from '../schemas/canonical-json.ts';
import type { Identity } from './identity.ts';

/** Who acts, of a request, in the words of the audit; `named` is the actor that its body names. */
export function auditBy(
  { identity, id }: Pick<FastifyRequest, 'identity' | 'id'>,
  named: string,
): Pick<AuditEntry, 'at' | 'person' | 'via' | 'source'> {
  return {
    at: new Date().toISOString(),
    person: named,
    via: viaOf(identity),
    source: `request/${id}`,
  };
}

/** How a caller has come. */
export function viaOf(identity: Identity | null): AuditVia {
  if (identity === null) return 'loopback';
  return identity.mayActFor ? 'actFor' : identity.via;
}

/** What mends, with how the caller has come. */
export const by = <Deps extends object>(
  deps: Deps,
  { identity }: Pick<FastifyRequest, 'identity'>,
): Deps & { via: AuditVia } => ({ ...deps, via: viaOf(identity) });

/** The fields that are not as they were, before and after. */
export function difference(
  was: object | undefined,
  is: object,
): Required<Pick<AuditEntry, 'before' | 'after'>> {
  const old = new Map<string, unknown>(Object.entries(was ?? {}));
  const changed = Object.entries(is).filter(
    ([name, value]) => canonicalJson(value) !== canonicalJson(old.get(name)),
  );
  return {
    before: was ? Object.fromEntries(changed.map(([name]) => [name, old.get(name) ?? null])) : null,
    after: Object.fromEntries(changed),
  };
}
