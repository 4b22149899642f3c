import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ProjectFindings } from '../../../api/intake-responses.ts';
import type { Page } from '../../../api/responses.ts';
import type { Fact } from '../../../domain/fact.ts';
import { accepted, submitted } from '../../support/an-approval.ts';
import { createTestApi, type TestApi } from '../../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

/** Registers a project that has such facts, and settles it with its approval. */
async function begin(code: string, ...facts: Fact[]): Promise<void> {
  await api.register({ code });
  await api.hear(code, ...facts);
}

describe('the findings of an approval', () => {
  it('are listed with the project, in words, with what to do and the fact behind each', async () => {
    const [first, second] = [accepted('2026-01-09'), accepted('2026-01-12')];
    await begin('F-1', submitted('2026-01-08'), first, second);
    await begin('F-2', submitted('2026-01-08'), accepted('2026-01-09'));

    const { items } = (await api.get('/findings')).json<Page<ProjectFindings>>();

    expect(items).toMatchObject([
      {
        ...{ project: 'F-1', findings: [] },
        approvals: [
          {
            round: 1,
            findings: [
              {
                ...{ code: 'lateStep', item: 'G19' },
                text: { zh: expect.stringMatching(/“受理”的日期矛盾：2026-01-09与2026-01-12$/) },
                todo: { en: 'Check which day is right; have the source correct the other' },
                fact: { source: second.source, id: second.id },
              },
            ],
          },
        ],
      },
    ]);
  });
});
