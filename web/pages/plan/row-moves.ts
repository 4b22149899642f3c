import type { ChartRow } from './plan-bars.ts';

/** What a key does in the tree of lines: go to one, fold or unfold one, or open a project. */
type Move = { to: string } | { fold: string; isUnfolded: boolean } | { open: string };

interface Tree {
  rows: readonly ChartRow[];
  at: string | undefined;
  unfolded: ReadonlySet<string>;
}

/** What a key means at a line; nothing where it means nothing. */
export function moveInTree(key: string, { rows, at, unfolded }: Tree): Move | undefined {
  const nth = rows.findIndex((row) => row.key === at);
  const row = rows[nth];
  if (!row) return undefined;
  const goTo = (index: number): Move | undefined => {
    const found = rows[Math.min(rows.length - 1, Math.max(0, index))];
    return found && { to: found.key };
  };
  const { code } = row.project;
  const isOpen = row.milestone === null && unfolded.has(code);
  const moves: Record<string, () => Move | undefined> = {
    ArrowDown: () => goTo(nth + 1),
    ArrowUp: () => goTo(nth - 1),
    Home: () => goTo(0),
    End: () => goTo(rows.length - 1),
    ArrowRight: () =>
      isOpen ? goTo(nth + 1) : row.milestone ? undefined : { fold: code, isUnfolded: true },
    ArrowLeft: () => (isOpen ? { fold: code, isUnfolded: false } : { to: code }),
    Enter: () => ({ open: code }),
  };
  return moves[key]?.();
}
