import type { Pool } from 'pg';
import type { Adapter } from 'oidc-provider';
import {
  consumeIssuerRow,
  deleteIssuerGrant,
  deleteIssuerRow,
  findIssuerRow,
  saveIssuerRow,
} from '../readmodel/issuer-rows.ts';

/** Keeps what `oidc-provider` keeps in PostgreSQL, so that any process can go on with it. */
export function issuerAdapter(pool: Pool): (kind: string) => Adapter {
  return (kind) => ({
    upsert: (id, payload, expiresIn) => {
      const { grantId, uid } = payload;
      return saveIssuerRow(pool, { kind, id, payload: { ...payload }, grantId, uid, expiresIn });
    },
    find: (id) => findIssuerRow(pool, kind, { id }),
    findByUid: (uid) => findIssuerRow(pool, kind, { uid }),
    // Only for devices without a browser, which are not offered.
    findByUserCode: () => Promise.resolve(undefined),
    consume: (id) => consumeIssuerRow(pool, kind, id),
    destroy: (id) => deleteIssuerRow(pool, kind, id),
    revokeByGrantId: (grantId) => deleteIssuerGrant(pool, grantId),
  });
}
