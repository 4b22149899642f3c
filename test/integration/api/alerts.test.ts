import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AlertItem } from '../../../api/responses.ts';
import { recordAlert } from '../../../readmodel/alerts.ts';
import { plan } from '../../support/a-project.ts';
import { createTestApi, type TestApi } from '../../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
  const milestones = [plan('signed', '2025-12-01'), plan('production', '2027-02-01')];
  await api.register({ code: 'A-1', milestones });
});
afterAll(() => api.close());

describe('GET /projects/:code/alerts', () => {
  it('tells nothing before an alert was recorded', async () => {
    expect((await api.get('/projects/A-1/alerts')).json()).toEqual({ items: [] });
  });

  it('tells each alert with what became of it', async () => {
    await recordAlert(api.pool, 'alert/A-1/signed/due');

    const { items } = (await api.get('/projects/A-1/alerts')).json<{ items: AlertItem[] }>();

    expect(items).toMatchObject([
      {
        id: 'alert/A-1/signed/due',
        open: true,
        severity: 'red',
        clearedAt: null,
        records: [{ kind: 'opened', severity: 'red' }],
      },
    ]);
  });

  it('knows no project that nobody registered', async () => {
    const answer = await api.get('/projects/A-9/alerts');

    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ code: 'PROJECT_NOT_FOUND' });
  });
});
