import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AccountDesk } from '../../identity/account-desk.ts';
import { auditAll } from '../../readmodel/audit.ts';
import { listPeople } from '../../readmodel/people.ts';
import { inTransaction } from '../../readmodel/pool.ts';
import { text } from '../../schemas/event-data.ts';
import { auditBy } from '../audit-entry.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { personUnknown } from '../auth/bearer.ts';
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
      const fresh = opened.map(({ person }) => person);
      if (fresh.length > 0) await note(deps, request, 'account.open', fresh);
      return { opened };
    },
  );

  app.post<Params>(
    '/accounts/:person/reset',
    { config: { ...config, answer: 'PasswordAnswer' } },
    async (request) => {
      const { person } = request.params;
      const password = await desk().reset(person);
      if (password === undefined) throw accountNotFound(person);
      await note(deps, request, 'account.reset', [person]);
      return { person, password };
    },
  );

  const changed = { config: { ...config, answer: 'AccountChanged' } };
  app.post<Params>('/accounts/:person/unlock', changed, (request) =>
    change(deps, request, { act: 'account.unlock', does: (person) => desk().unlock(person) }),
  );
  app.post<Params>('/accounts/:person/totp-off', changed, (request) =>
    change(deps, request, { act: 'account.totpOff', does: (person) => desk().totpOff(person) }),
  );
}

async function change(
  deps: ApiDeps,
  request: FastifyRequest<Params>,
  { act, does }: { act: string; does: (person: string) => Promise<boolean> },
): Promise<{ person: string }> {
  const { person } = request.params;
  if (!(await does(person))) throw accountNotFound(person);
  await note(deps, request, act, [person]);
  return { person };
}

/** Adds to the audit what was done to accounts; no password stands there. */
const note = (
  { pool }: ApiDeps,
  request: Pick<FastifyRequest, 'identity' | 'id'>,
  act: string,
  people: readonly string[],
): Promise<void> =>
  inTransaction(pool, (client) => {
    const by = auditBy(request, request.identity?.person ?? 'loopback');
    return auditAll(
      client,
      people.map((person) => ({ ...by, act, object: `person/${person}` })),
    );
  });

async function refuseStrangers({ pool }: ApiDeps, people: readonly string[]): Promise<void> {
  const known = new Set((await listPeople(pool)).map(({ id }) => id));
  const stranger = people.find((id) => !known.has(id));
  if (stranger === undefined) return;
  throw personUnknown(stranger);
}

const accountNotFound = (person: string): ApiError =>
  new ApiError('ACCOUNT_NOT_FOUND', `${person} has no account`, {
    help: '`kaigong account list` shows who has one; `kaigong person import` opens the others',
  });
