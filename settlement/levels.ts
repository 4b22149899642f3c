import type { DesiredAlert, DesiredLevels } from '../domain/assessment.ts';
import type { LevelRow, Severity } from '../readmodel/levels.ts';

/** What is wanted of a level; null stands for no longer. */
export interface Wish {
  levelId: string;
  severity: Severity | null;
  stock: boolean;
}

/** The levels of which something else is wanted now than before. */
export function movedLevels(before: readonly LevelRow[], { alerts }: DesiredLevels): Wish[] {
  const was = new Map(before.map((level) => [level.levelId, level]));
  const wanted = new Map(alerts.map((alert) => [alert.id, alert]));
  return [...new Set([...was.keys(), ...wanted.keys()])]
    .map((levelId) => wishOf(levelId, wanted.get(levelId)))
    .filter((wish) => !isSame(wish, was.get(wish.levelId)));
}

/** All levels as they are once the moved ones are wanted from `revision` on. */
export function levelsAfter(
  before: readonly LevelRow[],
  moved: readonly Wish[],
  revision: number,
): LevelRow[] {
  const rows = new Map(before.map((row) => [row.levelId, row]));
  for (const wish of moved) {
    const toldRevision = rows.get(wish.levelId)?.toldRevision ?? 0;
    rows.set(wish.levelId, { ...wish, wantedRevision: revision, toldRevision });
  }
  return [...rows.values()];
}

const wishOf = (levelId: string, alert: DesiredAlert | undefined): Wish => ({
  levelId,
  severity: alert?.severity ?? null,
  stock: alert?.stock ?? false,
});

const isSame = ({ severity, stock }: Wish, was: LevelRow | undefined): boolean =>
  severity === (was?.severity ?? null) && stock === (was?.stock ?? false);
