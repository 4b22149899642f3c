// Not a setting: PATH and the like for the browser.
import { env } from 'node:process';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '../../infra/browser/open-browser.ts';
import { takePort } from '../../infra/ports.ts';
import type { Language } from '../../domain/texts.ts';
import {
  listSamplePeople,
  openAccountsOfPark,
  registerSamplePark,
  sendHistory,
  untilArrived,
  untilTaken,
} from '../../workers/sample-park.ts';
import { builtPages } from './built-pages.ts';
import { DESK, PHONE, signIn, untilRead, visit } from './browser-visit.ts';
import { startDemoEngine, type DemoEngine } from './demo-engine.ts';
import { aMessageSink, type SinkWithChannels } from './message-sink.ts';
import { startTestStack } from './stack.ts';

/** How a page is looked at. */
export interface Look {
  /** Who looks; a division leader unless it is said. */
  as?: string;
  language?: Language;
  onPhone?: boolean;
  /** Called with the empty page, before anything is opened. */
  onPage?: (page: Page) => Promise<void> | void;
}

/** The sample park on a whole engine with sign-in, as its people see it in a browser. */
export interface ShownPark {
  url: string;
  engine: DemoEngine;
  browser: Browser;
  sink: SinkWithChannels;
  /** Opens a page in the browser of that person, language and device; who has signed in once stays so. Whoever looks closes the page. */
  look: (path: string, look?: Look) => Promise<Page>;
  /** A browser of nobody, and new. Whoever opens it closes it. */
  open: (look?: Pick<Look, 'language' | 'onPhone'>) => Promise<BrowserContext>;
  /** Errors that pages wrote to the console or threw since the last call, by page. */
  takeFaults: () => string[];
  close: () => Promise<void>;
}

/** Builds the pages, starts everything and loads the park. */
export async function showPark(): Promise<ShownPark> {
  const [stack, sink, browser, port, webDirectory] = await Promise.all([
    startTestStack(),
    aMessageSink(),
    openBrowser(env),
    takePort(0),
    builtPages(),
  ]);
  const url = `http://127.0.0.1:${port}`;
  const signedIn = {
    KAIGONG_API_PORT: String(port),
    KAIGONG_LINK_BASE: url,
    KAIGONG_LOCAL_ISSUER: 'true',
    KAIGONG_ISSUER_PORT: '0',
  };
  const settings = { ...sink.settings, ...signedIn };
  const engine = await startDemoEngine(stack, undefined, { settings, webDirectory });
  await loadPark(engine);
  const visits = createVisits(browser, url);
  return {
    ...{ url, engine, browser, sink },
    ...visits,
    close: async () => {
      await browser.close();
      await engine.stop();
      await sink.close();
      await stack.remove();
    },
  };
}

/** As `npm start` loads it. */
async function loadPark({ api, pool, sink, request }: DemoEngine): Promise<void> {
  await openAccountsOfPark(pool);
  const events = await sendHistory(sink);
  await untilArrived(pool, events, () => undefined);
  await listSamplePeople(api.url, request);
  await registerSamplePark(api.url, () => undefined, request);
  await untilTaken(pool);
}

function createVisits(browser: Browser, url: string) {
  const cookies = new Map<string, Awaited<ReturnType<BrowserContext['cookies']>>>();
  const browsers = new Map<string, BrowserContext>();
  const faults: string[] = [];
  const open = async ({ language, onPhone, as = '' }: Look = {}): Promise<BrowserContext> => {
    const size = onPhone ? PHONE : DESK;
    const own = { url, size, cookies: cookies.get(as) ?? [], ...(language && { language }) };
    const context = await visit(browser, own);
    noteFaults(context, faults);
    return context;
  };
  // Kept, since a new one would fetch and compile all scripts again.
  const browserOf = async (look: Look): Promise<BrowserContext> => {
    const key = JSON.stringify([look.as, look.language, look.onPhone]);
    const context = browsers.get(key) ?? (await open(look));
    browsers.set(key, context);
    return context;
  };
  return {
    open,
    look: async (path: string, look: Look = {}): Promise<Page> => {
      const { as = '分管领导-01', onPage } = look;
      const context = await browserOf({ ...look, as });
      const page = await context.newPage();
      await onPage?.(page);
      if (cookies.has(as)) await page.goto(path);
      else await signIn(page, as, path);
      cookies.set(as, await context.cookies());
      await untilRead(page);
      return page;
    },
    takeFaults: () => faults.splice(0),
  };
}

/** What a page should never say: an error that nobody caught, or a style that the policy forbids. */
function noteFaults(context: BrowserContext, faults: string[]): void {
  context.on('weberror', (error) => {
    faults.push(`${error.page()?.url() ?? ''}: ${String(error.error())}`);
  });
  context.on('console', (message) => {
    // The first question of a page, who looks, is answered 401 to a stranger.
    if (message.type() !== 'error' || message.text().includes('status of 401')) return;
    faults.push(`${message.page()?.url() ?? ''}: ${message.text()}`);
  });
}
