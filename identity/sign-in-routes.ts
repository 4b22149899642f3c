import formbody from '@fastify/formbody';
import rateLimit from '@fastify/rate-limit';
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { createServer } from 'node:http';
import { errors, type Provider } from 'oidc-provider';
import type { Pool } from 'pg';
import type { Language } from '../domain/texts.ts';
import { deleteOverIssuerRows } from '../readmodel/issuer-rows.ts';
import { issuerPage, pageHeaders } from './issuer-page.ts';
import { formTargets } from './issuer-plain-pages.ts';
import { ISSUER_WORDS, type SignInFault } from './issuer-words.ts';
import { signInPage } from './sign-in-page.ts';
import { FIRST_STEP, SignInForm, SignInStep, takeStep } from './sign-in-step.ts';

/** What the issuer's pages need. */
export interface SignInDeps {
  provider: Provider;
  pool: Pool;
  appBase: string;
  log: FastifyBaseLogger;
}

const PATH = '/sign-in/';
const BODY_LIMIT_BYTES = 16 * 1024;
const REQUESTS_A_MINUTE = 60;

/** The issuer as an app that listens to nothing yet: own pages of signing in, the library's everything else. */
export async function createIssuerApp(deps: SignInDeps) {
  const { provider, log } = deps;
  const protocol = provider.callback();
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: provider.proxy,
    serverFactory: (handler) =>
      createServer((request, response) => {
        if (request.url?.startsWith(PATH)) handler(request, response);
        else void protocol(request, response);
      }),
  });
  await app.register(formbody);
  await app.register(rateLimit, { max: REQUESTS_A_MINUTE, timeWindow: 60_000 });
  app.addHook('onSend', (_request, reply, _payload, done) => {
    void reply.headers(pageHeaders(formTargets(deps.appBase)));
    done();
  });
  app.setErrorHandler((error, request, reply) => {
    const isOver = error instanceof errors.SessionNotFound;
    if (!isOver) log.warn({ err: error }, 'a page of sign-in failed');
    const language = languageOf(request);
    const { broken, over, brokenHelp } = ISSUER_WORDS[language];
    const page = issuerPage({ language, title: broken }, [`<p>${isOver ? over : brokenHelp}</p>`]);
    return reply.code(statusOf(error, isOver)).send(page);
  });
  app.get(`${PATH}:uid`, async (request, reply) => {
    const step = await stepOf(deps, request, reply);
    return reply.send(signInPage(step, { language: await languageFor(deps, request, reply) }));
  });
  app.post(`${PATH}:uid`, (request, reply) => answerForm(deps, request, reply));
  return app;
}

async function answerForm(deps: SignInDeps, request: FastifyRequest, reply: FastifyReply) {
  const { provider, pool, log } = deps;
  const form = SignInForm.parse(request.body);
  const step = await stepOf(deps, request, reply);
  // A page that was gone back to is answered with the step that is due.
  if (form.step !== step.asks) return reply.send(signInPage(step, { language: form.lang }));
  const move = await takeStep(pool, step, form, Date.now());
  if ('fault' in move) return refuse(reply, step, form, move.fault);
  const { raw } = request;
  if ('to' in move) {
    const interaction = await provider.interactionDetails(raw, reply.raw);
    interaction.result = { kaigong: move.to };
    await interaction.persist();
    return reply.send(signInPage(move.to, { language: form.lang }));
  }
  const { person, amr } = move.done;
  log.info({ person, amr }, 'signed in at the local issuer');
  await deleteOverIssuerRows(pool);
  const login = { accountId: person, amr, remember: false };
  const next = await provider.interactionResult(raw, reply.raw, { login });
  return reply.redirect(next, 303);
}

function refuse(reply: FastifyReply, step: SignInStep, form: SignInForm, fault: SignInFault) {
  reply.log.warn({ person: step.person ?? form.person, fault }, 'sign-in refused');
  const page = signInPage(step, { language: form.lang, fault, prefilled: form.person });
  return reply.code(fault === 'locked' ? 423 : 422).send(page);
}

async function stepOf(
  { provider }: SignInDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<SignInStep> {
  const { result } = await provider.interactionDetails(request.raw, reply.raw);
  return SignInStep.safeParse(result?.['kaigong']).data ?? FIRST_STEP;
}

async function languageFor(
  { provider }: SignInDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Language> {
  const { params } = await provider.interactionDetails(request.raw, reply.raw);
  return languageOf(request, params['ui_locales']);
}

// `as`: an address without a schema; anything that is not as expected is the default.
function languageOf({ query }: FastifyRequest, wished?: unknown): Language {
  const { lang = wished } = query as { lang?: unknown };
  return typeof lang === 'string' && lang.startsWith('en') ? 'en' : 'zh';
}

function statusOf(error: unknown, isOver: boolean): number {
  if (isOver) return 400;
  const { statusCode } = error as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : 500;
}
