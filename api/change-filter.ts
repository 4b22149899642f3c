import type { TimelineRow } from '../readmodel/timeline.ts';
import type { ApiDeps } from './deps.ts';
import type { Identity } from './identity.ts';
import type { TimelineItem } from './responses.ts';
import { sees, sightOf, type Sight } from './sight.ts';
import { timelineItem } from './timeline-item.ts';
import { timelineRowFor } from './withheld.ts';

/** What of all changes one listener is told. */
export interface ChangeFilter {
  /** The change as the listener may see it; nothing where it is withheld. */
  shown: (row: TimelineRow) => TimelineItem | undefined;
  /** Whether the listener sees that project. */
  sees: (project: string) => boolean;
  /** Called when the listener has gone. */
  stop: () => void;
}

// A post or an office that was given or taken away shows within this time.
const REFRESH_MS = 30_000;

/** A filter by the rights of whoever listens, looked up again while it is in use. */
export async function createChangeFilter(
  deps: ApiDeps,
  identity: Identity | null,
): Promise<ChangeFilter> {
  let sight: Sight = await sightOf(deps, identity);
  const refresh = setInterval(() => {
    sightOf(deps, identity).then(
      (found) => {
        sight = found;
      },
      (error: unknown) => {
        deps.log.warn({ err: error }, 'rights of a listener are not refreshed');
      },
    );
  }, REFRESH_MS);
  refresh.unref();
  return {
    shown: (row) => {
      const seen = timelineRowFor(sight, row);
      return seen && timelineItem(seen);
    },
    sees: (project) => sees(sight, project),
    stop: () => {
      clearInterval(refresh);
    },
  };
}
