import { dayOf } from '../time.ts';
import type { Step } from './dossier.ts';
import type { Draft } from './draft.ts';
import type { CertificateRecord } from './record.ts';

/** Adds a certificate, or more exact words on one that is known by its number. */
export function certify(draft: Draft, { says, at, ref }: Step): void {
  const { certType, certNo = '-', issuedOn = dayOf(at), validUntil, phase } = says;
  const words = {
    ...(certType !== undefined && { type: certType }),
    ...(validUntil !== undefined && { validUntil }),
    ...(phase !== undefined && { phase }),
  };
  const known = draft.certificates.find(({ no }) => no === certNo);
  if (known) Object.assign(known, words);
  else draft.certificates.push({ type: '-', no: certNo, issuedOn, ...words, ref });
  applyRevocations(draft);
}

/** Revokes the certificate of that number, also one that is still to come. */
export function revoke(draft: Draft, { says, at, ref }: Step): void {
  const { certNo = '-', revokedOn = dayOf(at), reason = '' } = says;
  draft.tracing.revocations[certNo] ??= { on: revokedOn, reason, ref };
  applyRevocations(draft);
}

/** Whether there was a certificate and none is left. */
export const hasLostAll = ({ certificates }: Draft): boolean =>
  certificates.length > 0 && certificates.every(({ revoked }) => revoked);

/** Whether the last certificate takes the place of an earlier one, rather than covering another phase. */
export function isAmendment({ certificates }: Draft): boolean {
  const last = certificates.at(-1);
  return certificates.some((one) => one !== last && !one.revoked && one.phase === last?.phase);
}

function applyRevocations({ certificates, tracing: { revocations } }: Draft): void {
  for (const certificate of certificates) {
    const revoked = revocations[certificate.no];
    if (revoked && !isReissued(certificate, revoked.on)) certificate.revoked = revoked;
  }
}

// A number that is used again for a certificate of a later day is another certificate.
const isReissued = ({ issuedOn }: CertificateRecord, revokedOn: string): boolean =>
  issuedOn > revokedOn;
