import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { createApp } from '../../../api/app.ts';
import { createAccountDesk } from '../../../identity/account-desk.ts';
import {
  startIssuer,
  type IssuerClient,
  type LocalIssuer,
} from '../../../identity/start-issuer.ts';
import { savePeople } from '../../../readmodel/people.ts';
import { aPerson } from '../../support/a-person.ts';
import { plan } from '../../support/a-project.ts';
import { accepted, submitted } from '../../support/an-approval.ts';
import { createTestApi, type TestApi } from '../../support/api.ts';
import { schemathesis } from '../../support/schemathesis.ts';

const BASE = 'http://127.0.0.1:8700';
// Every office that sees or does something, without the right to act for others.
const OFFICES = [
  'team',
  'mainLeader',
  'supervision',
  'permitLiaison',
  'administrator',
  'auditor',
] as const;

let api: TestApi;
let url: string;
let issuer: LocalIssuer;
let guarded: FastifyInstance;
let guardedUrl: string;
beforeAll(async () => {
  api = await createTestApi();
  await savePeople(api.pool, [aPerson('pm-1')]);
  // Late, so that it has an alert; with a permit applied for, so that it has an approval.
  await api.register({
    code: 'ZZY-1',
    milestones: [plan('signed', '2025-11-01'), plan('groundbreaking', '2026-01-02')],
  });
  const facts = [submitted('2026-01-08'), accepted('2026-01-09')];
  await api.hear('ZZY-1', ...facts);
  url = await api.app.listen({ host: '127.0.0.1', port: 0 });
  await openGuarded();
});
afterAll(async () => {
  guarded.server.closeAllConnections();
  await guarded.close();
  await issuer.stop();
  await api.close();
});

async function openGuarded(): Promise<void> {
  const { pool, deps } = api;
  const log = pino({ level: 'silent' });
  const audience = 'kaigong';
  issuer = await startIssuer({ pool, host: '127.0.0.1', port: 0, appBase: BASE, audience, log });
  const departments = ['自然资源和规划'];
  await savePeople(pool, [aPerson(issuer.cli.clientId, { offices: [...OFFICES], departments })]);
  const signIn = {
    ...{ ...issuer.web, audience, personClaim: 'sub', base: BASE },
    ...{ idleMinutes: 60, sessionHours: 12 },
  };
  guarded = createApp({ ...deps, signIn, accounts: createAccountDesk(pool), linkBase: BASE });
  guardedUrl = await guarded.listen({ host: '127.0.0.1', port: 0 });
}

// Without a scope: a token of somebody in the list of people, whose offices say what is allowed.
async function tokenOf({ clientId, clientSecret }: IssuerClient): Promise<string> {
  const answer = await fetch(`${issuer.url}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  // `as`: by OAuth.
  return ((await answer.json()) as { access_token: string }).access_token;
}

const CONFIG = fileURLToPath(new URL('schemathesis.toml', import.meta.url));
// What goes on until its reader leaves, and what leads to another server.
const ENDLESS = '^/(stream|auth/.*)$';
const NEVER = ['not_a_server_error'];
const CHECKS = [
  ...NEVER,
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
];

const ask = (address: string, checks: readonly string[], ...more: string[]) =>
  schemathesis([
    ...['--config-file', CONFIG, 'run', `${address}/openapi.json`, ...more],
    ...['--exclude-path-regex', ENDLESS, '--checks', checks.join(',')],
    ...['--phases', 'fuzzing', '--mode', 'all', '--seed', '20260115'],
    ...['--workers', '1', '--no-shrink', '--generation-database', 'none', '--warnings', 'off'],
    ...['--suppress-health-check', 'all', '--request-timeout', '30'],
  ]);

describe('the API', () => {
  it('answers whatever its document allows as the document says, and never breaks', async () => {
    const { failed, report } = await ask(url, CHECKS, '--max-examples', '4');

    expect(failed ? report : '').toBe('');
  });

  it('never breaks for somebody whose offices are asked for each right', async () => {
    const token = await tokenOf(issuer.cli);
    const signedIn = ['--header', `Authorization: Bearer ${token}`];
    const me = await fetch(`${guardedUrl}/me`, { headers: { authorization: `Bearer ${token}` } });
    expect(await me.json()).toMatchObject({
      identity: { roles: OFFICES, via: 'token', mayActFor: false },
    });

    const { failed, report } = await ask(guardedUrl, NEVER, '--max-examples', '2', ...signedIn);

    expect(failed ? report : '').toBe('');
  });
});
