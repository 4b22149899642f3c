import { describe, expect, it } from '@jest/globals';
import type { ApprovalAssessment } from '../../../domain/approval/assessment.ts';
import type { ItemTemplate } from '../../../domain/approval/template.ts';
import type { Fact } from '../../../domain/fact.ts';
import { certificateNews, type CertificateTold } from '../../../settlement/told-certificates.ts';
import { acted, issued } from '../../support/an-approval.ts';

const byPerson = acted('command.approval.decide.v1', '2026-03-09', {
  decision: 'approved',
  certNo: 'K1',
});
const bySource = issued('2026-03-09', 'K2');
const at = { source: '/approval/P', now: '2026-03-10T01:00:00.000Z' };

function news(told: CertificateTold[], held: { fact: Fact; no: string }[], state = 'approved') {
  const certificates = held.map(({ fact: { source, id }, no }) => ({
    ...{ type: '-', no, issuedOn: '2026-03-09', ref: { source, id } },
  }));
  // `as`: of assessment and template only these fields are read.
  const after = { items: [{ id: 'G19', state, certificates }] } as unknown as ApprovalAssessment;
  const items = [{ id: 'G19', certificate: '建筑工程施工许可证' }] as unknown as ItemTemplate[];
  return certificateNews(told, { ...at, after, items, facts: [byPerson, bySource] });
}

const told = (stands: boolean, times = 1): CertificateTold => ({
  ...{ itemCode: 'G19', certNo: 'K1', stands, times },
});

describe('what a project is told of certificates', () => {
  it('is what people have recorded, under the name that the template gives it', () => {
    const held = [
      { fact: byPerson, no: 'K1' },
      { fact: bySource, no: 'K2' },
    ];

    expect(news([], held)).toMatchObject([
      {
        id: 'certificate/G19/K1/1',
        type: 'permit.certificate.issued.v1',
        occurredAt: '2026-03-09',
        data: { certNo: 'K1', certType: '建筑工程施工许可证' },
      },
    ]);
  });

  it('is told once', () => {
    expect(news([told(true)], [{ fact: byPerson, no: 'K1' }])).toEqual([]);
  });

  it('is taken back, once, when it holds no more', () => {
    const revoked = { id: 'certificate/G19/K1/2', type: 'permit.certificate.revoked.v1' };

    expect(news([told(true)], [])).toMatchObject([revoked]);
    expect(news([told(true)], [{ fact: byPerson, no: 'K1' }], 'revoked')).toMatchObject([revoked]);
    expect(news([told(false, 2)], [])).toEqual([]);
  });

  it('is told again when it holds after all', () => {
    expect(news([told(false, 2)], [{ fact: byPerson, no: 'K1' }])).toMatchObject([
      { id: 'certificate/G19/K1/3', type: 'permit.certificate.issued.v1' },
    ]);
  });
});
