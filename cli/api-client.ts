import type { Page, Problem } from '../api/responses.ts';
import { CliFailure, EXIT } from './failure.ts';

/** The API has answered, with a refusal; `code` is that of its problem document. */
export class ApiRefusal extends CliFailure {
  readonly status: number;
  readonly code: string | undefined;

  constructor(status: number, code: string | undefined, message: string, help: string) {
    super(message, help ? { help } : {});
    this.status = status;
    this.code = code;
  }
}

/** Calls of the API; each throws a CliFailure that says what to do. */
export interface ApiClient {
  /** Throws ApiRefusal with the API's own words when it refuses, CliFailure when it is away. */
  get<T>(path: string, query?: Query): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  /** Sends fields and a file as a form does. */
  upload<T>(path: string, form: FormData): Promise<T>;
  /** The bytes of a file. */
  download(path: string, query?: Query): Promise<Uint8Array>;
}

/** Parameters of an address; those that are undefined are left out. */
export type Query = Readonly<Record<string, string | number | undefined>>;

/** Talks to the API at `address`; the types of answers are those of api/responses.ts. */
export function createApiClient(address: string, request: typeof fetch): ApiClient {
  const call = async <T>(path: string, init: RequestInit): Promise<T> => {
    const response = await send(address, path, init, request);
    const text = await response.text();
    if (!response.ok) throw refused(response.status, text);
    // The API and this client are built from one source: its answer is what it says.
    return parseAnswer(text, address) as T;
  };
  return {
    get: (path, query = {}) => call(path + queryString(query), { method: 'GET' }),
    post: (path, body) =>
      call(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    upload: (path, form) => call(path, { method: 'POST', body: form }),
    download: async (path, query = {}) => {
      const response = await send(address, path + queryString(query), { method: 'GET' }, request);
      if (!response.ok) throw refused(response.status, await response.text());
      return new Uint8Array(await response.arrayBuffer());
    },
  };
}

/** The path of one project, whatever its code holds. */
export const projectPath = (code: string, rest = ''): string =>
  `/projects/${encodeURIComponent(code)}${rest}`;

/** The path of one round of a project's approval. */
export const approvalPath = (code: string, round: number, rest = ''): string =>
  projectPath(code, `/approvals/${round}${rest}`);

/** Reads a list to its end. */
export async function everyPage<T>(
  api: Pick<ApiClient, 'get'>,
  path: string,
  query: Query,
): Promise<T[]> {
  const items: T[] = [];
  let after: string | undefined;
  do {
    const page: Page<T> = await api.get(path, { ...query, limit: 200, after });
    items.push(...page.items);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return items;
}

async function send(address: string, path: string, init: RequestInit, request: typeof fetch) {
  const url = URL.canParse(path, address) ? new URL(path, address) : undefined;
  if (!url?.protocol.startsWith('http')) {
    throw new CliFailure(`${address} is no address`, {
      exitCode: EXIT.usage,
      help: 'Expected something like http://127.0.0.1:8700 in --api or KAIGONG_API',
    });
  }
  try {
    return await request(url, init);
  } catch (cause) {
    throw new CliFailure(`The API at ${address} does not answer`, {
      help: 'Start it with `npm start`, or name its address with --api or KAIGONG_API',
      cause,
    });
  }
}

function queryString(query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}

function parseAnswer(text: string, address: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CliFailure(`${address} answers, but not as Kaigong's API does`, {
      help: 'Check --api or KAIGONG_API',
      cause,
    });
  }
}

function refused(status: number, text: string): ApiRefusal {
  const problem = parseProblem(text);
  const fields = (problem.errors ?? []).map(({ path, message }) => `\n  ${path}: ${message}`);
  const message = `${problem.detail ?? problem.title ?? `The API answers ${status}`}${
    problem.code ? ` (${problem.code})` : ''
  }${fields.join('')}`;
  // A refusal is final; only what could not be answered is worth repeating.
  const repeat =
    status >= 500 && problem.commandId ? `--command-id ${problem.commandId}` : undefined;
  const help = [problem.help, repeat].filter((part) => part !== undefined).join('\n  ');
  return new ApiRefusal(status, problem.code, message, help);
}

// Whatever answers at that address may say something else, or nothing.
function parseProblem(text: string): Partial<Problem> {
  try {
    const problem: unknown = JSON.parse(text);
    return typeof problem === 'object' && problem !== null ? problem : {};
  } catch {
    return {};
  }
}
