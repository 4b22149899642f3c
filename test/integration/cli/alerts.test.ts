import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { plan } from '../../support/a-project.ts';
import { createTestApi, type TestApi } from '../../support/api.ts';
import { addNotices } from '../../../readmodel/notices.ts';
import { runKaigong } from '../../support/cli.ts';

const ALERT = 'alert/A-1/production/due';

let api: TestApi;
let address: string;
beforeAll(async () => {
  api = await createTestApi();
  address = await api.app.listen({ host: '127.0.0.1', port: 0 });
  await api.register({
    ...{ code: 'A-1', manager: 'li' },
    milestones: [
      plan('signed', '2025-12-01', { actual: '2025-12-01' }),
      plan('production', '2026-01-10'),
    ],
  });
});
afterAll(() => api.close());

const kaigong = (args: string) => runKaigong(args, { apiAddress: address });

describe('kaigong alert', () => {
  it('lists what is open', async () => {
    expect((await kaigong('alert list --person li')).out).toContain(ALERT);
    expect((await kaigong('alert list --state toApprove')).out).toBe('No alert is open.');
  });

  it('shows what the ladder does next, to whom and when', async () => {
    const { out } = await kaigong(`alert show ${ALERT}`);

    expect(out).toMatch(/why +投产计划/);
    expect(out).toContain('To come, unless something changes');
    expect(out).toMatch(/notify {2}\(push\) {2}manager, team/);
  });

  it('shows who was told, and how that stands', async () => {
    const dueAt = '2026-03-02T00:30:00.000Z';
    const li = { person: 'li', insteadOf: 'wang', dueAt } as const;
    await addNotices(
      api.deps.pool,
      [{ ...li, kind: 'notify', how: 'push', alertId: ALERT, stepId: '1/1/notify' }],
      dueAt,
    );

    const { out } = await kaigong(`alert show ${ALERT}`);

    expect(out).toContain('2026-03-02 08:30  notify  li for wang  in the inbox');
  });

  it('acknowledges, and shows by whom', async () => {
    const who = '--actor li --role projectManager --reason seen';

    expect((await kaigong(`alert ack ${ALERT} --cause contractor ${who}`)).code).toBe(0);
    expect((await kaigong(`alert show ${ALERT}`)).out).toMatch(/acknowledged by +li/);
    expect((await kaigong(`alert ack ${ALERT} ${who}`)).err).toContain('ALREADY_ACKNOWLEDGED');
  });

  it('refuses what is no id of an alert', async () => {
    const { code, err } = await kaigong(
      'alert snooze production/due --actor li --role team --reason x',
    );

    expect(code).toBe(1);
    expect(err).toContain('is no id of an alert');
  });
});
