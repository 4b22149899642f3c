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
  /** Sends the one form of the page, its hidden fields as they are; stops before an address of the path `before`. */
  submit: (page: Seen, fields: Record<string, string>, before?: string) => Promise<Seen>;
  /** A request of a script of the page; redirects are not followed. */
  request: (url: string, init: RequestInit) => Promise<Seen>;
  cookies: () => string[];
  /** The value of one. */
  cookie: (name: string) => string | undefined;
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

  const follow = async (
    url: string,
    init: RequestInit,
    { left = MOST_REDIRECTS, before }: { left?: number; before?: string | undefined } = {},
  ): Promise<Seen> => {
    const answer = await once(url, init);
    const { status, headers } = answer;
    const next = headers.get('location');
    if (next !== null && left > 0) {
      await answer.body?.cancel();
      const to = new URL(next, url);
      if (to.pathname === before) return { url: to.href, status, text: '', headers };
      return follow(to.href, { method: 'GET' }, { left: left - 1, before });
    }
    return { url, status, text: await answer.text(), headers };
  };

  return {
    get: (url, headers = {}) => follow(url, { headers }),
    submit: (page, fields, before) => {
      const action = /<form[^>]* action="([^"]+)"/.exec(page.text)?.[1] ?? page.url;
      const body = new URLSearchParams({ ...hiddenFields(page.text), ...fields });
      return follow(new URL(action, page.url).href, { method: 'POST', body }, { before });
    },
    request: (url, init) => follow(url, init, { left: 0 }),
    cookies: () => [...jar.keys()],
    cookie: (name) => jar.get(name)?.value,
  };
}

const hiddenFields = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );
