import type { Problem } from '../api/responses.ts';
import { problemText } from './problem-texts.ts';
import { spoken } from './words.ts';

/** A refusal of the API; `message` says it with the way out, in the language of the page. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: string;
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problemText(problem, spoken()));
    this.name = 'ProblemError';
    this.status = problem.status;
    this.code = problem.code;
    this.problem = problem;
  }
}

/** Values of a query; what is undefined, null or empty is left out, a list is repeated. */
export type Query = Record<
  string,
  string | number | boolean | readonly string[] | null | undefined
>;

let csrf: string | null = null;

/** What every act of a session carries from now on. */
export function setCsrf(token: string | null): void {
  csrf = token;
}

/** Reads from the API; throws `ProblemError`, and leads to sign-in where nobody is signed in. */
export async function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return answerOf<T>(await fetch(pathWith(path, query), { signal: signal ?? null }));
}

/** Acts; throws `ProblemError`. */
export async function post<T>(path: string, body: unknown): Promise<T> {
  return send<T>('POST', path, body);
}

/** As `post`, by another method. */
export async function send<T>(method: string, path: string, body?: unknown): Promise<T> {
  const isForm = body instanceof FormData;
  return answerOf<T>(
    await fetch(path, {
      method,
      headers: {
        ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
        ...(csrf !== null && { 'kaigong-csrf': csrf }),
      },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    }),
  );
}

/** A path with its query, also for links to files. */
export function pathWith(path: string, query: Query): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? (value as readonly string[]) : [value]) {
      if (one !== undefined && one !== null && one !== '') search.append(key, String(one));
    }
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

async function answerOf<T>(response: Response): Promise<T> {
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  // `as`: the API's own types; it is of the same version, since it serves this page.
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  const problem = isJson ? ((await response.json()) as Problem) : unreadable(response);
  if (problem.code === 'SIGN_IN_NEEDED') signIn();
  throw new ProblemError(problem);
}

/** Leads to sign-in and back to this page. */
export function signIn(): void {
  const { pathname, search } = window.location;
  window.location.assign(pathWith('/auth/login', { to: pathname + search }));
}

const unreadable = ({ status, statusText }: Response): Problem => ({
  type: 'about:blank',
  title: statusText || 'No answer',
  status,
  instance: '',
  code: 'UNREADABLE',
  detail: `The server answered ${status}`,
});
