import type { Page } from 'playwright-core';
import { openBrowser } from '../../infra/browser/open-browser.ts';
import { wholeEnvironment } from '../../workers/config.ts';
import { askRoute } from '../ask-route.ts';
import { untilApplied } from '../deliveries.ts';
import { ordinaryEvent } from '../events.ts';
import { untilShown } from '../live-page.ts';
import type { EngineRound, EngineScenario, Figures } from '../scenario.ts';
import { quantile } from '../statistics.ts';

// What people look at: lists, one project, its approval, alerts, and page 1.
const ROUTES = [
  { key: 'projects', title: 'list of projects', path: () => '/projects?sort=pain' },
  { key: 'project', title: 'one project', path: pathOf('/projects/:code/page') },
  { key: 'approvals', title: 'list of approvals', path: () => '/approvals' },
  {
    key: 'approvalsAsked',
    title: 'approvals of one authority',
    path: () => `/approvals?authority=${encodeURIComponent('住建')}`,
  },
  { key: 'approval', title: 'one approval', path: pathOf('/projects/:code/approvals/1') },
  { key: 'alertList', title: 'list of alerts', path: () => '/alerts' },
  { key: 'plan', title: 'wall chart', path: () => '/plan' },
  { key: 'needs', title: 'what waits for a manager', path: () => '/needs?person=pm-3' },
  { key: 'today', title: 'page 1', path: () => '/today' },
] as const;

const CONNECTIONS = 8;
const PAGE_LIMIT_MS = 60_000;

/** How fast the API answers what people look at, and how soon page 1 stands in a browser. */
export const ROUTE_ANSWERS: EngineScenario = {
  name: 'routes',
  on: 'engine',
  title: 'Answers of the API with 10,000 projects',
  about: `${CONNECTIONS} connections ask one route after the other without a pause, each for some seconds; nothing else happens. Page 1 is opened in a fresh headless browser until nothing on it is being read; then it stays open while one project a second turns red, from the call that produces the event to the higher number on the page.`,
  figures: [
    ...ROUTES.flatMap(({ key, title }) => [
      { key: `${key}P50`, title: `${title}, p50`, unit: 'ms' },
      { key: `${key}P99`, title: `${title}, p99`, unit: 'ms' },
      { key: `${key}Rate`, title: `${title}, requests`, unit: '/s' },
    ]),
    { key: 'pageReady', title: 'page 1 ready in the browser', unit: 's' },
    {
      ...{ key: 'shownP50', title: 'from an event to the number on the page, p50', unit: 'ms' },
      target: { atMost: 2_000 },
    },
    { key: 'shownP99', title: 'the same, p99', unit: 'ms' },
  ],
  amongMany: true,
  projects: ({ liveEvents }) => ({ count: 1 + liveEvents, fresh: true }),
  measure,
};

async function measure(round: EngineRound): Promise<Figures> {
  const figures: Figures = {};
  await beginApplication(round);
  for (const { key, path } of ROUTES) {
    const [code = ''] = round.projects;
    const url = `${round.engine.apiUrl}${path(code)}`;
    const seconds = round.sizes.routeSeconds;
    const { p50, p99, rate } = await askRoute(url, { connections: CONNECTIONS, seconds });
    Object.assign(figures, { [`${key}P50`]: p50, [`${key}P99`]: p99, [`${key}Rate`]: rate });
  }
  return { ...figures, ...(await inBrowser(round)) };
}

// Approvals are open since the signing; that of the project that is asked for has an item under way, too.
async function beginApplication({ engine, number, projects }: EngineRound): Promise<void> {
  const source = `/permit/bench-routes-${number}`;
  const [project = ''] = projects;
  await engine.sink.publish([ordinaryEvent(project, 0, source)]);
  await untilApplied(engine.pool, source, 1);
  await engine.park.settled();
}

function pathOf(template: string): (code: string) => string {
  return (code) => template.replace(':code', encodeURIComponent(code));
}

// Nothing is being read any more, and the page says what it is.
const READ = 'main:has(h1):not(:has(.ant-spin-spinning, .ant-skeleton-active, [aria-busy=true]))';

async function inBrowser({ engine, number, projects }: EngineRound): Promise<Figures> {
  const browser = await openBrowser(wholeEnvironment());
  try {
    const page = await browser.newPage({ baseURL: engine.apiUrl });
    const ready = await pageReady(page);
    const source = `/site/bench-live-${number}`;
    const shown = await untilShown(page, engine, { projects: projects.slice(1), source });
    await engine.park.settled();
    return {
      pageReady: ready,
      shownP50: quantile(shown, 0.5),
      shownP99: quantile(shown, 0.99),
    };
  } finally {
    await browser.close();
  }
}

async function pageReady(page: Page): Promise<number> {
  const begin = performance.now();
  await page.goto('/app/');
  await page.locator(READ).waitFor({ timeout: PAGE_LIMIT_MS });
  return (performance.now() - begin) / 1_000;
}
