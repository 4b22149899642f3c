import { describe, expect, it } from '@jest/globals';
import { ApiRefusal, createApiClient, everyPage, projectPath } from '../../../cli/api-client.ts';
import { CliFailure } from '../../../cli/failure.ts';

const ADDRESS = 'http://127.0.0.1:8700';

const answering =
  (status: number, body: string): typeof fetch =>
  () =>
    Promise.resolve(new Response(body, { status }));

async function failureOf(promise: Promise<unknown>): Promise<CliFailure> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof CliFailure) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('createApiClient', () => {
  it('says how to start the API when it does not answer', async () => {
    const away: typeof fetch = () => Promise.reject(new TypeError('fetch failed'));

    const failure = await failureOf(createApiClient(ADDRESS, away).get('/projects'));

    expect(failure.message).toBe('The API at http://127.0.0.1:8700 does not answer');
    expect(failure.help).toContain('npm start');
    expect(failure.exitCode).toBe(1);
  });

  it('calls a wrong address wrong usage', async () => {
    const failure = await failureOf(createApiClient('localhost', fetch).get('/projects'));

    expect(failure.message).toBe('localhost is no address');
    expect(failure.exitCode).toBe(2);
  });

  it('passes on what a problem document says, with every field and the way out', async () => {
    const problem = {
      title: 'Refused',
      detail: 'ZZY-001 is closed',
      code: 'PROJECT_CLOSED',
      help: 'Reopen it first',
      commandId: 'c-1',
      errors: [{ path: 'date', message: 'expected a day' }],
    };
    const client = createApiClient(ADDRESS, answering(409, JSON.stringify(problem)));

    const failure = await failureOf(client.post('/projects/ZZY-001/commands', {}));

    expect(failure).toBeInstanceOf(ApiRefusal);
    expect(failure.message).toBe('ZZY-001 is closed (PROJECT_CLOSED)\n  date: expected a day');
    expect(failure.help).toBe('Reopen it first');
  });

  it('says how to repeat a command that could not be answered', async () => {
    const problem = { detail: 'away', help: 'Repeat it', commandId: 'c-1' };
    const client = createApiClient(ADDRESS, answering(503, JSON.stringify(problem)));

    const failure = await failureOf(client.post('/projects/ZZY-001/commands', {}));

    expect(failure.help).toBe('Repeat it\n  --command-id c-1');
  });

  it.each([200, 500])('survives an answer with status %i that is no JSON', async (status) => {
    const failure = await failureOf(
      createApiClient(ADDRESS, answering(status, '<html>')).get('/projects'),
    );

    expect(failure.message).not.toContain('<html>');
  });

  it('leaves out filters that are not given', async () => {
    const asked: string[] = [];
    const listening: typeof fetch = (input) => {
      asked.push(input instanceof URL ? input.href : 'no URL');
      return Promise.resolve(new Response('{}'));
    };

    await createApiClient(ADDRESS, listening).get('/projects', { colour: 'red', q: undefined });

    expect(asked).toEqual([`${ADDRESS}/projects?colour=red`]);
  });

  it('reads a list to its end', async () => {
    const pages = [
      { items: [1, 2], next: 'b' },
      { items: [3], next: null },
    ];
    const client = {
      get: <T>() => Promise.resolve(pages.shift() as T),
      post: <T>() => Promise.reject<T>(new Error('not asked')),
    };

    expect(await everyPage<number>(client, '/projects', {})).toEqual([1, 2, 3]);
  });

  it('keeps a strange code within its place in the path', () => {
    expect(projectPath('a/../b?c', '/timeline')).toBe('/projects/a%2F..%2Fb%3Fc/timeline');
  });
});
