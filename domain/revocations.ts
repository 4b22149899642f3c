import type { Dossier, Proof, Revocation, Withdrawal } from './dossier.ts';
import type { Day } from './time.ts';

/**
 * Withdraws each certificate that was revoked on or after its day of issue, whichever of the two is
 * told first: days without a time do not say which came first. A certificate issued later under the
 * same number stands. A revocation of nothing known is a gap.
 */
export function applyRevocations(dossier: Dossier): void {
  const byNumber = new Map<unknown, Revocation[]>();
  for (const revocation of dossier.revocations) {
    const same = byNumber.get(revocation.certNo);
    if (same) same.push(revocation);
    else byNumber.set(revocation.certNo, [revocation]);
  }
  const used = new Set<Revocation>();
  for (const proof of dossier.proofs) {
    const fitting = (byNumber.get(proof.data['certNo']) ?? []).filter(
      ({ on }) => on >= issuedOn(proof),
    );
    for (const one of fitting) used.add(one);
    const [first] = fitting;
    if (first && !proof.withdrawn) proof.withdrawn = withdrawalBy(first);
  }
  for (const revocation of dossier.revocations) {
    if (used.has(revocation)) continue;
    dossier.loose.push({ code: 'gap', object: revocation.certNo, ref: revocation.ref });
  }
}

function withdrawalBy({ kind, on, order, ref, reason, backfill }: Revocation): Withdrawal {
  return { kind, on, order, ref, reason, ...(backfill && { backfill }) };
}

function issuedOn({ data, on }: Proof): Day {
  const day = data['issuedOn'];
  return typeof day === 'string' ? day : on;
}
