import { parseSetCookie } from './set-cookie.ts';

/** What a browser shows: where one ended up, and the page there. */
export interface Seen {
  url: string;
  status: number;
  text: string;
  headers: Headers;
}

/** As much of a browser as signing in needs: cookies by path, redirects, forms. */
export interface Visitor {
  get: (url: string, headers?: Record<string, string>) => Promise<Seen>;
  /** Sends the one form of the page, its hidden fields as they are. */
  submit: (page: Seen, fields: Record<string, string>) => Promise<Seen>;
  /** A request of a script of the page; redirects are not followed. */
  request: (url: string, init: RequestInit) => Promise<Seen>;
  cookies: () => string[];
}

const MOST_REDIRECTS = 10;

/** A browser without a page yet. Ports don't keep cookies apart, as in real ones. */
export function createVisitor(): Visitor {
  const jar = new Map<string, { value: string; path: string }>();

  const once = async (url: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    const fitting = [...jar].filter(([, { path }]) => new URL(url).pathname.startsWith(path));
    if (fitting.length > 0) {
      headers.set('cookie', fitting.map(([name, { value }]) => `${name}=${value}`).join('; '));
    }
    const answer = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const { name, value, path, isOver } = parseSetCookie(line);
      if (isOver) jar.delete(name);
      else jar.set(name, { value, path });
    }
    return answer;
  };

  const follow = async (url: string, init: RequestInit, left = MOST_REDIRECTS): Promise<Seen> => {
    const answer = await once(url, init);
    const next = answer.headers.get('location');
    if (next !== null && left > 0) {
      await answer.body?.cancel();
      return follow(new URL(next, url).href, { method: 'GET' }, left - 1);
    }
    return { url, status: answer.status, text: await answer.text(), headers: answer.headers };
  };

  return {
    get: (url, headers = {}) => follow(url, { headers }),
    submit: (page, fields) => {
      const action = /<form[^>]* action="([^"]+)"/.exec(page.text)?.[1] ?? page.url;
      const body = new URLSearchParams({ ...hiddenFields(page.text), ...fields });
      return follow(new URL(action, page.url).href, { method: 'POST', body });
    },
    request: (url, init) => follow(url, init, 0),
    cookies: () => [...jar.keys()],
  };
}

const hiddenFields = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );
