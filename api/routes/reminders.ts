import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { text } from '../../schemas/event-data.ts';
import { remindManagers } from '../../settlement/remind-managers.ts';
import { by } from '../audit-entry.ts';
import type { ApiDeps } from '../deps.ts';
import { parseInput } from '../input.ts';
import type { RemindersAnswer } from '../page-responses.ts';
import { sees, sightOf } from '../sight.ts';

const RemindersBody = z.strictObject({
  actor: text(100),
  projects: z.array(text(200)).min(1).max(500),
  /** Said with it. */
  text: text(500).exactOptional(),
});

/** Asks the managers of several projects how they stand (批量催办). */
export function reminderRoutes(app: FastifyInstance, deps: ApiDeps): void {
  app.post(
    '/reminders',
    {
      config: {
        right: 'remindManagers',
        actor: 'id',
        body: RemindersBody,
        answer: 'RemindersAnswer',
      },
    },
    async (request): Promise<RemindersAnswer> => {
      const { actor, projects, text: said } = parseInput(RemindersBody, request.body);
      const sight = await sightOf(deps, request.identity);
      const seen = projects.filter((code) => sees(sight, code));
      const reminder = { projects: seen, by: actor, text: said };
      const outcome = await remindManagers(by(deps, request), reminder);
      const unseen = projects.filter((code) => !sees(sight, code));
      const unknown = unseen.map((project) => ({ project, why: 'unknown' as const }));
      return { reminded: outcome.reminded, left: [...outcome.left, ...unknown] };
    },
  );
}
