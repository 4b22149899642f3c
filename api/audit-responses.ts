import type { AuditRow } from '../readmodel/audit.ts';

export type { AuditCheck } from '../readmodel/audit-reading.ts';

/** One act of the audit in its place of the chain. */
export type AuditItem = AuditRow;
