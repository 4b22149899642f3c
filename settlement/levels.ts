import type { DesiredAlert, DesiredLevels } from '../domain/assessment.ts';
import type { LevelRow, Severity } from '../readmodel/levels.ts';
import { levelsOf, wantLevels } from '../readmodel/levels.ts';
import type { Session } from './session.ts';

interface Wish {
  levelId: string;
  severity: Severity | null;
  stock: boolean;
}

/** What should exist beside a subject: compared with what was wanted before, nothing written yet. */
export interface LevelPlan {
  before: LevelRow[];
  moved: Wish[];
}

/** What is wanted now against what was wanted before; null stands for no longer. */
export async function planLevels(
  { client, subject }: Session,
  { alerts }: DesiredLevels,
): Promise<LevelPlan> {
  const before = await levelsOf(client, subject);
  const was = new Map(before.map((level) => [level.levelId, level]));
  const wanted = new Map(alerts.map((alert) => [alert.id, alert]));
  const moved = [...new Set([...was.keys(), ...wanted.keys()])]
    .map((levelId) => wishOf(levelId, wanted.get(levelId)))
    .filter((wish) => !isSame(wish, was.get(wish.levelId)));
  return { before, moved };
}

const wishOf = (levelId: string, alert: DesiredAlert | undefined): Wish => ({
  levelId,
  severity: alert?.severity ?? null,
  stock: alert?.stock ?? false,
});

const isSame = ({ severity, stock }: Wish, was: LevelRow | undefined): boolean =>
  severity === (was?.severity ?? null) && stock === (was?.stock ?? false);

/** Writes what is wanted from `revision` on, and gives all levels as they then are. */
export async function saveLevels(
  { client, subject, now }: Session,
  { before, moved }: LevelPlan,
  revision: number,
): Promise<LevelRow[]> {
  await wantLevels(client, subject, { levels: moved, revision, at: now });
  return moved.length > 0 ? levelsOf(client, subject) : before;
}
