import type { DesiredLevels } from '../domain/assessment.ts';
import type { LevelRow, Severity } from '../readmodel/levels.ts';
import { levelsOf, wantLevels } from '../readmodel/levels.ts';
import type { Session } from './session.ts';

/** What should exist beside a subject: compared with what was wanted before, nothing written yet. */
export interface LevelPlan {
  before: LevelRow[];
  moved: { levelId: string; severity: Severity | null }[];
}

/** What is wanted now against what was wanted before; null stands for no longer. */
export async function planLevels(
  { client, subject }: Session,
  { alerts }: DesiredLevels,
): Promise<LevelPlan> {
  const before = await levelsOf(client, subject);
  const severityBefore = new Map(before.map(({ levelId, severity }) => [levelId, severity]));
  const wanted = new Map(alerts.map(({ id, severity }) => [id, severity]));
  const ids = [...new Set([...severityBefore.keys(), ...wanted.keys()])];
  const moved = ids
    .filter((id) => (wanted.get(id) ?? null) !== (severityBefore.get(id) ?? null))
    .map((levelId) => ({ levelId, severity: wanted.get(levelId) ?? null }));
  return { before, moved };
}

/** Writes what is wanted from `revision` on, and gives all levels as they then are. */
export async function saveLevels(
  { client, subject, now }: Session,
  { before, moved }: LevelPlan,
  revision: number,
): Promise<LevelRow[]> {
  await wantLevels(client, subject, { levels: moved, revision, at: now });
  return moved.length > 0 ? levelsOf(client, subject) : before;
}
