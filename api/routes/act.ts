import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { CAUSES } from '../../domain/alert/fact.ts';
import { acknowledge, openPage, type PageAnswer } from '../act.ts';
import type { ApiDeps } from '../deps.ts';
import { parseInput } from '../input.ts';

const FORM = 'application/x-www-form-urlencoded';
const FORM_LIMIT_BYTES = 1024;

const Form = z.object({ cause: z.enum(['', ...CAUSES]).default('') });

interface Params {
  Params: { token: string };
}

/**
 * The page behind a message's button. Reading it does nothing, since previewers fetch links; acting
 * is a POST that works once for its person, alert and step.
 */
export function actRoutes(root: FastifyInstance, deps: ApiDeps): void {
  // A scope of its own: nowhere else is a form read.
  void root.register((app, _options, done) => {
    app.addContentTypeParser(
      FORM,
      { parseAs: 'string', bodyLimit: FORM_LIMIT_BYTES },
      (_request, body, parsed) => {
        parsed(null, Object.fromEntries(new URLSearchParams(String(body))));
      },
    );

    app.get<Params>(
      '/act/:token',
      { config: { right: 'open', answer: 'text/html' } },
      async ({ params }, reply) => send(reply, await openPage(deps, params.token)),
    );

    app.post<Params>(
      '/act/:token',
      { config: { right: 'open', body: Form, takes: [FORM], answer: 'text/html' } },
      async ({ params, body }, reply) => {
        const { cause } = parseInput(Form, body);
        const said = cause === '' ? undefined : cause;
        return send(reply, await acknowledge(deps, params.token, said));
      },
    );
    done();
  });
}

const send = (reply: FastifyReply, { status, html, headers }: PageAnswer) =>
  reply.code(status).headers(headers).send(html);
