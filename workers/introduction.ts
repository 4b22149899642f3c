import { join } from 'node:path';
import type { Page, ProjectSummary } from '../api/responses.ts';
import { createApiClient } from '../cli/api-client.ts';
import { readParts } from '../infra/run-records.ts';
import { DEMO_BEGIN } from './demo-clock.ts';
import { SAMPLE_PASSWORD } from './sample-park.ts';
import type { Engine } from './engine.ts';

/** What `npm start` says once everything runs: the park in colours, where to look, what to try. */
export async function introduction(
  { api, gateway, worker }: Engine,
  { dataDir, messages, request }: { dataDir: string; messages: string; request: typeof fetch },
): Promise<string> {
  const client = createApiClient(api.url, request);
  const { items } = await client.get<Page<ProjectSummary>>('/projects', { limit: 200 });
  const count = (colour: string | null): number =>
    items.filter((project) => project.colour === colour).length;
  const temporal = (await readParts(dataDir)).find(({ name }) => name === 'temporal');
  return `
示例数据 invented sample data · 演示时间 demo clock, begun at ${DEMO_BEGIN.slice(0, 10)} 09:00
  🔴红 ${count('red')}  🟡黄 ${count('yellow')}  🔵蓝 ${count('blue')}  🟢绿 ${count('green')}  ⚪灰 ${count(null)}

${signInLines(api)}  API          ${api.url}/projects
  Temporal     ${temporal?.ui ?? temporal?.address ?? 'at its given address'}
  health       ${worker.healthUrl}/readyz · ${gateway.healthUrl}/readyz · ${api.url}/readyz
  messages     ${messages} (what people would get, where no channel is set up)
  log          ${join(dataDir, 'logs', 'kaigong.log')}

Six things to try in another terminal:
  npm run kaigong -- project explain ZZY-006
      why it has its colour, and what would turn it
  npm run kaigong -- project forecast ZZY-010 --milestone production --date 2026-06-14 --role projectManager --reason 幕墙延期
      one slip: watch ZZY-023, which waits for it
  npm run kaigong -- alert show alert/ZZY-010/production/forecast
      who was told of it, and to whom it climbs unless somebody acknowledges it: press 签收 in a
      message at ${messages}, and look again
  npm run kaigong -- person show 项目经理-06
      what one person was told
  npm run kaigong -- approval show ZZY-021
      its approvals by stage: a veto, a correction, who holds what and since when
  npm run kaigong -- deadletter list
      what could not be taken in, and why

Each change, as it happens (Ctrl-C stops everything, the data stays):`;
}

const signInLines = ({ url, issuer }: Engine['api']): string =>
  issuer
    ? `  dashboard    ${url}/app/
  sign in as   项目经理-14 · 分管领导-01 · 主要领导-01 · 督查室-01 · 企业联络人-01 · 数据管理员-01 · 审计-01 …
               示例密码 sample password, the same for all: ${SAMPLE_PASSWORD}
`
    : '';
