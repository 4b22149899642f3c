import type { ApprovalAssessment } from '../domain/approval/assessment.ts';
import type { CertificateRecord } from '../domain/approval/record.ts';
import type { ItemTemplate } from '../domain/approval/template.ts';
import type { Fact, FactOf } from '../domain/fact.ts';
import type { Instant } from '../domain/time.ts';
import { dayOf } from '../domain/time.ts';
import type { Queryable } from '../readmodel/pool.ts';
import { projectCodeOf, projectSubject } from '../readmodel/subject-id.ts';

/** What a project was told last of a certificate that a person has recorded in its approval. */
export interface CertificateTold {
  itemCode: string;
  certNo: string;
  stands: boolean;
  /** How often it was told of it. */
  times: number;
}

type CertificateFact =
  FactOf<'permit.certificate.issued.v1'> | FactOf<'permit.certificate.revoked.v1'>;

/** What the project of an approval was told by it of certificates, applied there or not. */
export async function certificatesTold(
  client: Queryable,
  subject: string,
): Promise<CertificateTold[]> {
  const { rows } = await client.query<CertificateTold>(
    {
      name: 'certificates-told',
      text: `select body->'data'->>'itemCode' as "itemCode", body->'data'->>'certNo' as "certNo",
          (array_agg(type order by seq desc))[1] = 'permit.certificate.issued.v1' as stands,
          count(*) as times
        from fact where subject = $1 and source = $2 and fact_id like 'certificate/%'
        group by 1, 2 order by 1, 2`,
    },
    [projectSubject(projectCodeOf(subject)), `/${subject}`],
  );
  return rows;
}

interface Now {
  after: ApprovalAssessment;
  /** Of the template. */
  items: readonly ItemTemplate[];
  facts: readonly Fact[];
  source: string;
  now: Instant;
}

/** The facts by which the project learns of certificates that people have recorded, and of those that do not hold any more. */
export function certificateNews(told: readonly CertificateTold[], at: Now): CertificateFact[] {
  const held = byPeople(at);
  const last = new Map(told.map((one) => [keyOf(one.itemCode, one.certNo), one]));
  const issued = held
    .filter(({ itemCode, certificate: { no } }) => !last.get(keyOf(itemCode, no))?.stands)
    .map((one) => issuedFact(one, last.get(keyOf(one.itemCode, one.certificate.no)), at));
  const holds = new Set(held.map(({ itemCode, certificate: { no } }) => keyOf(itemCode, no)));
  const gone = told.filter(
    ({ stands, itemCode, certNo }) => stands && !holds.has(keyOf(itemCode, certNo)),
  );
  return [...issued, ...gone.map((one) => revokedFact(one, at))];
}

interface Held {
  itemCode: string;
  certificate: CertificateRecord;
}

// What a source has certified its project hears from that source itself.
function byPeople({ after, facts, items }: Now): Held[] {
  const commands = facts.filter(({ type }) => type.startsWith('command.'));
  const said = new Set(commands.map(({ source, id }) => keyOf(source, id)));
  const kindOf = new Map(items.map(({ id, certificate }) => [id, certificate]));
  return after.items
    .filter(({ state }) => state !== 'revoked')
    .flatMap(({ id: itemCode, certificates }) =>
      certificates
        .filter(({ ref }) => said.has(keyOf(ref.source, ref.id)))
        // A person gives the number; what it is of is said by the template.
        .map((one) => ({
          itemCode,
          certificate: { ...one, type: kindOf.get(itemCode) ?? one.type },
        })),
    );
}

function issuedFact(
  { itemCode, certificate }: Held,
  last: CertificateTold | undefined,
  { source, now }: Now,
): FactOf<'permit.certificate.issued.v1'> {
  const { type: certType, no: certNo, issuedOn, validUntil, phase } = certificate;
  return {
    source,
    id: idOf({ itemCode, certNo }, last),
    type: 'permit.certificate.issued.v1',
    occurredAt: issuedOn,
    arrivedAt: now,
    data: {
      ...{ itemCode, certType, certNo, issuedOn },
      ...(validUntil !== undefined && { validUntil }),
      ...(phase !== undefined && { phase }),
    },
  };
}

function revokedFact(told: CertificateTold, { source, now }: Now): CertificateFact {
  const { itemCode, certNo } = told;
  return {
    source,
    id: idOf(told, told),
    type: 'permit.certificate.revoked.v1',
    occurredAt: now,
    arrivedAt: now,
    data: {
      itemCode,
      certNo,
      reason: 'It does not hold in the approval any more',
      revokedOn: dayOf(now),
    },
  };
}

const idOf = (
  { itemCode, certNo }: { itemCode: string; certNo: string },
  last: CertificateTold | undefined,
): string => ['certificate', itemCode, certNo, (last?.times ?? 0) + 1].join('/');

const keyOf = (one: string, other: string): string => JSON.stringify([one, other]);
