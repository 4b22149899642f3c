import type { FastifyInstance } from 'fastify';
import type { z, ZodType } from 'zod';
import type { MendDeps } from '../settlement/mend.ts';
import { by } from './audit-entry.ts';
import type { ApiDeps } from './deps.ts';
import { parseInput } from './input.ts';
import { sightOf } from './sight.ts';

/** Something that a person mends of what the engine could not take. */
export interface MendRoute<Body extends ZodType, Answer> {
  body: Body;
  /** The name of the type of what it answers. */
  answer: string;
  /** `code`: that of the address, where it has one. */
  mend: (deps: MendDeps, body: z.output<Body>, code: string) => Promise<Answer>;
}

/** Takes an act of mending at an address, from whoever may, of the projects that they see. */
export function mendRoute<Body extends ZodType, Answer>(
  app: FastifyInstance,
  deps: ApiDeps,
  url: string,
  { body, answer, mend }: MendRoute<Body, Answer>,
): void {
  app.post<{ Params: { code?: string } }>(
    url,
    { config: { right: 'mendIntake', actor: 'command', body, answer } },
    async (request): Promise<Answer> => {
      const asked = parseInput(body, request.body);
      const seen = await sightOf(deps, request.identity);
      return mend({ ...by(deps, request), seen }, asked, request.params.code ?? '');
    },
  );
}
