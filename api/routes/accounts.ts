import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AccountDesk } from '../../identity/account-desk.ts';
import { listPeople } from '../../readmodel/people.ts';
import { text } from '../../schemas/event-data.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { parseInput } from '../input.ts';

const OpenBody = z.strictObject({ people: z.array(text(100)).min(1).max(500) });

interface Params {
  Params: { person: string };
}

/** Accounts of the park's own issuer; passwords are told once, to whoever asks for a new one. */
export function accountRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const desk = (): AccountDesk => {
    if (deps.accounts) return deps.accounts;
    throw new ApiError('ACCOUNTS_ELSEWHERE', 'This API signs people in at another issuer', {
      help: 'Change accounts and passwords there',
    });
  };
  const config = { right: 'changeAccounts' } as const;

  app.get(
    '/accounts',
    { config: { right: 'changeAccounts', answer: 'AccountsAnswer' } },
    async () => ({
      items: await desk().list(),
    }),
  );

  app.post(
    '/accounts',
    { config: { ...config, body: OpenBody, answer: 'AccountsOpened' } },
    async (request) => {
      const { people } = parseInput(OpenBody, request.body);
      await refuseStrangers(deps, people);
      const opened = await desk().open(people);
      request.log.info({ by: request.identity?.person, opened: opened.length }, 'accounts opened');
      return { opened };
    },
  );

  app.post<Params>(
    '/accounts/:person/reset',
    { config: { ...config, answer: 'PasswordAnswer' } },
    async ({ params, identity, log }) => {
      const password = await desk().reset(params.person);
      if (password === undefined) throw accountNotFound(params.person);
      log.info({ by: identity?.person, person: params.person }, 'password reset');
      return { person: params.person, password };
    },
  );

  for (const [path, act] of ACTS) {
    app.post<Params>(
      `/accounts/:person/${path}`,
      { config: { ...config, answer: 'AccountChanged' } },
      async ({ params, identity, log }) => {
        if (!(await desk()[act](params.person))) throw accountNotFound(params.person);
        log.info({ by: identity?.person, person: params.person, act }, 'account changed');
        return { person: params.person };
      },
    );
  }
}

const ACTS = [
  ['unlock', 'unlock'],
  ['totp-off', 'totpOff'],
] as const;

async function refuseStrangers({ pool }: ApiDeps, people: readonly string[]): Promise<void> {
  const known = new Set((await listPeople(pool)).map(({ id }) => id));
  const stranger = people.find((id) => !known.has(id));
  if (stranger === undefined) return;
  throw new ApiError('PERSON_UNKNOWN', `${stranger} is not in the list of people`);
}

const accountNotFound = (person: string): ApiError =>
  new ApiError('ACCOUNT_NOT_FOUND', `${person} has no account`);
