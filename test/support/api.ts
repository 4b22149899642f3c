import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { pino } from 'pino';
import type { Pool } from 'pg';
import { createApp } from '../../api/app.ts';
import type { ApiDeps } from '../../api/deps.ts';
import type { Fact, Role } from '../../domain/fact.ts';
import { subjectsWithWaitingFacts } from '../../readmodel/dispatch.ts';
import { addFacts } from '../../readmodel/facts.ts';
import { projectSubject } from '../../readmodel/subject-id.ts';
import { createRulebook } from '../../settlement/catalogue.ts';
import { createSettler } from '../../settlement/settle.ts';
import { aRegistration, plan } from './a-project.ts';
import { createWorkbookReader } from '../../workers/workbook-reader.ts';
import { createTestDatabase } from './database.ts';

/** The park's clock begins here when the test begins. */
const PARK_BEGINS = Date.parse('2026-01-15T09:00:00+08:00');
const MANY = 50;

export interface TestApi {
  app: FastifyInstance;
  pool: Pool;
  /** Of the database. */
  databaseUrl: string;
  deps: ApiDeps;
  get: (url: string) => Promise<LightMyRequestResponse>;
  post: (url: string, body: object) => Promise<LightMyRequestResponse>;
  /** Registers a project; fails the test when it is refused. */
  register: (over?: Parameters<typeof aRegistration>[0]) => Promise<void>;
  /** Settles whoever facts wait for, as the gateway does, until nobody is left. */
  settleAll: () => Promise<void>;
  /** Gives a project facts as the gateway leaves them, and settles all that come of them. */
  hear: (code: string, ...facts: Fact[]) => Promise<void>;
  close: () => Promise<void>;
}

/** The API on a database of its own, with the core that is shipped. */
export async function createTestApi(over: Partial<ApiDeps> = {}): Promise<TestApi> {
  const database = await createTestDatabase();
  const deps = apiDeps(database.pool, over);
  const app = createApp(deps);
  const post = (url: string, payload: object) => app.inject({ method: 'POST', url, payload });
  const settleAll = async (): Promise<void> => {
    for (;;) {
      const waiting = await subjectsWithWaitingFacts(deps.pool, MANY);
      if (waiting.length === 0) return;
      for (const subject of waiting) await deps.settler.settle(subject);
    }
  };
  return {
    app,
    pool: database.pool,
    databaseUrl: database.url,
    deps,
    get: (url) => app.inject({ method: 'GET', url }),
    post,
    register: async (registrationOver) => {
      // What is late in it is news.
      const goLive = '2025-01-01';
      const registration = aRegistration({ goLive, milestones: PLAN, ...registrationOver });
      const answer = await post('/projects', registerBody(registration.code, { registration }));
      if (answer.statusCode !== 201) throw new Error(answer.body);
    },
    settleAll,
    hear: async (code, ...facts) => {
      const subject = projectSubject(code);
      await addFacts(
        deps.pool,
        facts.map((fact) => ({ subject, fact })),
      );
      await settleAll();
    },
    close: async () => {
      await app.close();
      await database.close();
    },
  };
}

export function apiDeps(pool: Pool, over: Partial<ApiDeps> = {}): ApiDeps {
  const log = pino({ level: 'silent' });
  const clockOffsetMs = PARK_BEGINS - Date.now();
  const rules = createRulebook();
  return {
    pool,
    settler: createSettler({ pool, rules, clockOffsetMs, log }),
    rules,
    clockOffsetMs,
    readWorkbook: createWorkbookReader(),
    log,
    ringMailboxes: () => undefined,
    askTemporal: () => Promise.resolve(),
    ...over,
  };
}

/** On its plan until 2026-02-01, where groundbreaking is due. */
export const PLAN = [
  plan('signed', '2025-11-01', { actual: '2025-11-01' }),
  plan('groundbreaking', '2026-02-01', { redLine: true }),
  plan('production', '2027-02-01'),
];

export const registerBody = (id: string, over: object = {}) => ({
  commandId: `register-${id}`,
  ...by('administrator'),
  registration: aRegistration({ code: id, milestones: PLAN }),
  ...over,
});

/** Who acts and why, as every command says. */
export const by = (role: Role, id: string = role) => ({ actor: { id, role }, reason: '按需' });

export const commandBody = (
  commandId: string,
  type: string,
  data: object = {},
  role: Role = 'mainLeader',
) => ({ commandId, type, ...by(role), ...data });
