import type { FastifyInstance } from 'fastify';
import { hiddenAmong } from '../../readmodel/sight.ts';
import { unverifiedProjects } from '../../readmodel/silences.ts';
import type { UnverifiedProject } from '../../readmodel/silences.ts';
import { sourceStandings } from '../../settlement/silent-sources.ts';
import type { SourceStanding } from '../../settlement/silent-sources.ts';
import type { ApiDeps } from '../deps.ts';
import type { Source, UnverifiedItem } from '../responses.ts';
import { sees, sightOf } from '../sight.ts';

/** The systems that send events, each with its last one, how long it is quiet, and what waits for its word. */
export function sourceRoutes(app: FastifyInstance, deps: ApiDeps): void {
  app.get(
    '/sources',
    { config: { right: 'seeIntake', answer: '{ items: Source[] }' } },
    async (request): Promise<{ items: Source[] }> => {
      const standings = await sourceStandings(deps);
      const sight = await sightOf(deps, request.identity);
      const all = await unverifiedProjects(deps.pool);
      const projects = all.filter(({ projectCode }) => sees(sight, projectCode));
      const spokenOf = standings.map(({ lastProjectCode }) => lastProjectCode);
      const hidden = await hiddenAmong(deps.pool, spokenOf, sight);
      return { items: standings.map((standing) => sourceItem(standing, { projects, hidden })) };
    },
  );
}

function sourceItem(
  row: SourceStanding,
  { projects, hidden }: { projects: readonly UnverifiedProject[]; hidden: readonly string[] },
): Source {
  const { source, quiet } = row;
  return {
    source,
    events: row.count,
    lastArrivedAt: row.lastArrivedAt,
    lastOccurredAt: row.lastOccurredAt,
    lastType: row.lastType,
    lastEventId: row.lastEventId,
    lastProject: hidden.includes(row.lastProjectCode) ? null : row.lastProjectCode,
    matters: row.matters,
    quietWorkingDays: quiet?.workingDays ?? null,
    silentAfterWorkingDays: quiet?.limitWorkingDays ?? null,
    silent: quiet?.silentFrom !== undefined,
    unverified: projects.flatMap((project) => unverifiedItems(project, source)),
  };
}

function unverifiedItems({ projectCode, name, signals }: UnverifiedProject, source: string) {
  return signals.flatMap(({ id, colour, unverified }): UnverifiedItem[] => {
    if (!unverified?.sources.includes(source)) return [];
    const { heldColour, verifiedOn } = unverified;
    return [{ project: projectCode, name, signal: id, colour, heldColour, verifiedOn }];
  });
}
