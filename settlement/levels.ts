import type { DesiredAlert, DesiredApproval, DesiredLevels } from '../domain/assessment.ts';
import type { LevelRow } from '../readmodel/levels.ts';

/** What is wanted of a level; without severity no longer. */
export type Wish = Pick<LevelRow, 'kind' | 'levelId' | 'severity' | 'stock'>;

/** The levels of which something else is wanted now than before, or that are to be told all the same. */
export function movedLevels(
  before: readonly LevelRow[],
  desired: DesiredLevels,
  toTell: readonly string[] = [],
): Wish[] {
  const { alerts, approvals } = desired;
  const was = new Map(before.map((level) => [level.levelId, level]));
  const wanted = new Map([...alerts.map(alertWish), ...approvals.map(approvalWish)]);
  return [...new Set([...was.keys(), ...wanted.keys()])]
    .flatMap((levelId) => wanted.get(levelId) ?? noLonger(was.get(levelId)))
    .filter((wish) => toTell.includes(wish.levelId) || !isSame(wish, was.get(wish.levelId)));
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

const alertWish = ({ id, severity, stock }: DesiredAlert): [string, Wish] => [
  id,
  { kind: 'alert', levelId: id, severity, stock: stock === true },
];

const approvalWish = ({ id }: DesiredApproval): [string, Wish] => [
  id,
  { kind: 'approval', levelId: id, severity: 'open', stock: false },
];

const noLonger = (was: LevelRow | undefined): Wish[] =>
  was ? [{ kind: was.kind, levelId: was.levelId, severity: null, stock: false }] : [];

const isSame = ({ severity, stock }: Wish, was: LevelRow | undefined): boolean =>
  severity === (was?.severity ?? null) && stock === (was?.stock ?? false);
