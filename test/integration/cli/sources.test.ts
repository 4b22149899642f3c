import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AlertItem } from '../../../api/alert-responses.ts';
import type { Source } from '../../../api/responses.ts';
import { storeEvents } from '../../../readmodel/events.ts';
import { inTransaction } from '../../../readmodel/pool.ts';
import { noteSilentSources } from '../../../settlement/silent-sources.ts';
import { aFact, plan } from '../../support/a-project.ts';
import { createTestApi, type TestApi } from '../../support/api.ts';
import { runKaigong } from '../../support/cli.ts';

const SAMPLE = fileURLToPath(
  new URL('../../../definitions/sample-park/portfolio.json', import.meta.url),
);
const WINDOW = '/permit/window';
const directory = mkdtempSync(join(tmpdir(), 'kaigong-cli-'));

let api: TestApi;
let address: string;
beforeAll(async () => {
  api = await createTestApi();
  address = await api.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await api.close();
  rmSync(directory, { recursive: true });
});

const kaigong = (args: string) => runKaigong(args, { apiAddress: address });

async function json<T>(args: string): Promise<T> {
  return JSON.parse((await kaigong(`--json ${args}`)).out) as T;
}

describe('kaigong source list', () => {
  beforeAll(async () => {
    await api.register({
      code: 'S-1',
      name: '示例项目',
      milestones: [plan('constructionPermit', '2026-01-10'), plan('accepted', '2026-10-15')],
    });
    const fact = aFact('permit.application.submitted.v1', '2026-01-08', { itemCode: 'G19' });
    const arrivedAt = '2026-01-08T02:00:00.000Z';
    await inTransaction(api.pool, (client) =>
      storeEvents(client, [
        {
          source: WINDOW,
          eventId: 'e-1',
          payloadHash: 'e-1',
          type: 'cn.zhizaoyuan.permit.application.submitted.v1',
          projectCode: 'S-1',
          occurredAt: '2026-01-08',
          raw: {},
          fact: { ...fact, source: WINDOW, id: 'e-1', arrivedAt },
        },
      ]),
    );
    await noteSilentSources(api.deps);
    await api.deps.settler.settle('project/S-1');
  });

  it('shows how long a source has been quiet, and what it could have prevented', async () => {
    const { out } = await kaigong('source list');
    const [source] = await json<Source[]>('source list');

    expect(out).toMatch(/^source +events +last arrived +quiet \(wd\)/);
    expect(out).toMatch(/\/permit\/window +1 +2026-01-08 10:00 +4 +SILENT +2026-01-08/);
    expect(out).toContain('/permit/window could have prevented:');
    expect(out).toMatch(/S-1 +constructionPermit\/due +yellow, blue on 2026-01-08 +示例项目/);
    expect(source).toMatchObject({ silent: true, quietWorkingDays: 4, silentAfterWorkingDays: 3 });
  });

  it('is answered by a liaison who bears it out', async () => {
    const { code } = await kaigong(
      'project confirm S-1 --about silence --milestone constructionPermit --decision accept --actor window-3 --role permitLiaison --reason 尚未发证',
    );

    expect(code).toBe(0);
    expect(await json<Source[]>('source list')).toMatchObject([{ silent: true, unverified: [] }]);
  });
});

describe('kaigong project import --go-live', () => {
  const importWith = (goLive: string) =>
    kaigong(`project import ${join(directory, 'late.json')} --go-live ${goLive}`);

  beforeAll(() => {
    const list = JSON.parse(readFileSync(SAMPLE, 'utf8')) as { projects: { id: string }[] };
    const projects = list.projects.filter(({ id }) => id === 'ZZY-006');
    writeFileSync(join(directory, 'late.json'), JSON.stringify({ ...list, projects }));
  });

  it('marks what is wrong by that day as stock, in words and on its alert', async () => {
    expect((await importWith('2026-01-15')).code).toBe(0);

    const { out } = await kaigong('project explain ZZY-006');
    const alerts = await json<AlertItem[]>('project alerts ZZY-006');

    expect(out).toContain('存量：上线时已如此');
    expect(alerts.map(({ severity, stock }) => [severity, stock])).toContainEqual(['red', true]);
    expect(alerts.every(({ stock }) => stock)).toBe(true);
    expect((await kaigong('project alerts ZZY-006')).out).toContain('red (stock)');
  });

  it('changes nothing when it is repeated, and refuses a day that is none', async () => {
    expect((await importWith('2026-01-15')).out).toContain('1 unchanged');
    expect((await importWith('2026-02-30')).code).toBe(2);
  });
});
