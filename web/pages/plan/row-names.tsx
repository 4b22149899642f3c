import { useRef, type KeyboardEvent } from 'react';
import { useLocation } from 'wouter';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { projectPath } from '../../paths.ts';
import { useWords } from '../../words.ts';
import type { ChartRow } from './plan-bars.ts';
import { moveInTree } from './row-moves.ts';
import { PLAN_WORDS } from './words.ts';

/** The lines of the chart by name, walked through with the arrow keys. */
export function RowNames({
  rows,
  current,
  unfolded,
  choose,
  fold,
}: {
  rows: readonly ChartRow[];
  current: string | undefined;
  unfolded: ReadonlySet<string>;
  choose: (key: string) => void;
  fold: (code: string, isUnfolded: boolean) => void;
}) {
  const { say } = useWords(PLAN_WORDS);
  const [, go] = useLocation();
  const tree = useRef<HTMLDivElement>(null);
  const entry = rows.some(({ key }) => key === current) ? current : rows[0]?.key;
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = moveInTree(event.key, { rows, at: entry, unfolded });
    if (!move) return;
    event.preventDefault();
    if ('open' in move) go(projectPath(move.open));
    if ('fold' in move) fold(move.fold, move.isUnfolded);
    if ('to' in move) {
      choose(move.to);
      const next = tree.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(move.to)}"]`);
      next?.focus();
    }
  };
  return (
    <div
      ref={tree}
      role="tree"
      className="plan-names"
      aria-label={say('rows')}
      onKeyDown={onKeyDown}
    >
      {rows.map((row) => (
        <RowName
          key={row.key}
          row={row}
          isCurrent={row.key === current}
          isEntry={row.key === entry}
          isUnfolded={unfolded.has(row.project.code)}
          choose={choose}
          fold={fold}
        />
      ))}
    </div>
  );
}

function RowName({
  row: { key, project, milestone },
  isCurrent,
  isEntry,
  isUnfolded,
  choose,
  fold,
}: Pick<Parameters<typeof RowNames>[0], 'choose' | 'fold'> & {
  row: ChartRow;
  isCurrent: boolean;
  isEntry: boolean;
  isUnfolded: boolean;
}) {
  const { language } = useWords(PLAN_WORDS);
  return (
    <div
      role="treeitem"
      data-row={key}
      aria-level={milestone ? 2 : 1}
      aria-selected={isCurrent}
      {...(!milestone && { 'aria-expanded': isUnfolded })}
      tabIndex={isEntry ? 0 : -1}
      className={milestone ? 'plan-name of-milestone' : 'plan-name'}
      onClick={() => {
        choose(key);
        if (!milestone) fold(project.code, !isUnfolded);
      }}
      onFocus={() => {
        choose(key);
      }}
    >
      {milestone ? (
        <>
          {milestone.colour && (
            <ColourMark colour={milestone.colour} caveat={milestone.caveat} bare />
          )}
          <span className="name">{milestone.label[language]}</span>
        </>
      ) : (
        <>
          <Twist isUnfolded={isUnfolded} />
          <ColourMark colour={project.colour} caveat={project.caveat} bare />
          <span className="name">{project.name}</span>
          <span className="note">{project.code}</span>
        </>
      )}
    </div>
  );
}

function Twist({ isUnfolded }: { isUnfolded: boolean }) {
  return (
    <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
      <path d={isUnfolded ? 'M1 3 H9 L5 8 Z' : 'M3 1 V9 L8 5 Z'} fill="currentColor" />
    </svg>
  );
}
