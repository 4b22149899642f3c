import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  ApprovalAnswer,
  ApprovalItemAnswer,
  ApprovalSummary,
  WorkItemAnswer,
} from '../../../api/approval-responses.ts';
import type { Fact } from '../../../domain/fact.ts';
import { accepted, permit, submitted } from '../../support/an-approval.ts';
import { by, createTestApi, type TestApi } from '../../support/api.ts';
import { runKaigong } from '../../support/cli.ts';

let api: TestApi;
let apiAddress: string;
beforeAll(async () => {
  api = await createTestApi();
  apiAddress = await api.app.listen({ port: 0, host: '127.0.0.1' });
  await api.register({ code: 'P-1', phases: ['一期', '二期'] });
  // What names a phase begins its round; what names none belongs to the round that runs.
  await hear(
    certified('一期', '2026-01-06'),
    submitted('2026-01-08', { applicationNo: 'SP1' }),
    certified('二期', '2026-01-12'),
    submitted('2026-01-13', { applicationNo: 'SP2' }),
    accepted('2026-01-14', {}, { applicationNo: 'SP2' }),
  );
});
afterAll(() => api.close());

const certified = (phase: string, on: string): Fact =>
  permit(
    'permit.certificate.issued.v1',
    on,
    {
      itemCode: 'G04',
      certType: '建设用地规划许可证',
      certNo: `地字-${phase}`,
      issuedOn: on,
      phase,
    },
    { applicationNo: `YD-${phase}` },
  );

const hear = (...facts: Fact[]): Promise<void> => api.hear('P-1', ...facts);

const answered = async <T>(url: string): Promise<T> => (await api.get(url)).json<T>();
const itemOf = (round: number) =>
  answered<ApprovalItemAnswer>(`/projects/P-1/approvals/${round}/items/G19`);

describe('the approval of a project in two phases', () => {
  it('has a round for each, which hears of its own phase only', async () => {
    const { items } = await answered<{ items: ApprovalSummary[] }>('/projects/P-1/approvals');
    const states = [await itemOf(1), await itemOf(2)].map(({ item }) => [
      item.applicationNo,
      item.state,
    ]);

    expect(items.map(({ round, phase }) => [round, phase])).toEqual([
      [1, '一期'],
      [2, '二期'],
    ]);
    expect(states).toEqual([
      ['SP1', 'submitted'],
      ['SP2', 'accepted'],
    ]);
  });

  it('asks for work of each round by itself', async () => {
    const { items } = await answered<{ items: WorkItemAnswer[] }>(
      '/work-items?project=P-1&limit=200',
    );
    const roundsOf = (what: string) =>
      items.flatMap(({ kind, item, approvalRound }) =>
        `${kind} ${item}` === what ? [approvalRound] : [],
      );

    expect(roundsOf('accept G19')).toEqual([1]);
    expect(roundsOf('decide G19')).toEqual([2]);
  });

  it('takes a command for the round that it names, and leaves the other alone', async () => {
    const answer = await api.post('/projects/P-1/approvals/2/commands', {
      ...{ commandId: 'p-1', type: 'decide', item: 'G19', decision: 'rejected' },
      ...by('permitLiaison', '报建专员-01'),
    });

    expect(answer.json()).toMatchObject({ status: 'accepted', approval: { round: 2 } });
    const states = [await itemOf(1), await itemOf(2)].map(({ item }) => item.state);
    expect(states).toEqual(['submitted', 'rejected']);
  });

  it('is shown by the command line round by round', async () => {
    const first = await runKaigong('approval show P-1', { apiAddress });
    const second = await runKaigong('approval show P-1 --round 2', { apiAddress });

    expect([first.out, second.out].map((text) => /[一二]期/.exec(text)?.[0])).toEqual([
      '一期',
      '二期',
    ]);
    const { assessment } = await answered<ApprovalAnswer>('/projects/P-1/approvals/2');
    expect(assessment.phase).toBe('二期');
  });
});
