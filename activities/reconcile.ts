import type { Pool } from 'pg';
import { levelsToTell, markObeyed, markTold } from '../readmodel/levels.ts';
import { findSubject } from '../readmodel/subjects.ts';
import type { LevelBell } from './level-bell.ts';

/** How a project's workflow carries a decision out. */
export type ReconcileActivities = ReturnType<typeof createReconcileActivities>;

/** Carries decisions out through the bell of approvals and alerts. */
export function createReconcileActivities({ pool, bell }: { pool: Pool; bell: LevelBell }) {
  return {
    /**
     * Rings each approval and alert that is wanted otherwise than it was told, then notes `revision` as carried
     * out. It may stop anywhere and be repeated: what was told is not told again.
     */
    async reconcile(subject: string, revision: number): Promise<void> {
      for (const level of await levelsToTell(pool, subject)) {
        await bell.ring(level);
        // As it was read: a level that has changed since is told once more.
        await markTold(pool, subject, level.levelId, level.revision);
      }
      if (await markObeyed(pool, subject, revision)) return;
      // The loss check may have untold levels meanwhile; of a subject that is gone nothing is wanted.
      if (await findSubject(pool, subject)) throw new Error(`${subject} has new levels to tell`);
    },
  };
}
