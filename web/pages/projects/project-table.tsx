import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent, type RefObject } from 'react';
import { useOnPaper } from '../../parts/on-paper.ts';
import { useMe } from '../../session-context.ts';
import { useWords } from '../../words.ts';
import { ProjectLine } from './project-line.tsx';
import type { Picking } from './picking.ts';
import type { ReadProjects } from './use-projects.ts';
import { PROJECTS_WORDS } from './words.ts';

// As in the style sheet.
const ROW_PX = 48;
const AHEAD = 12;

/** The list as a table: on the screen only the rows in view are there, and more are read as the end comes near. */
export function ProjectTable({ read, picking }: { read: ReadProjects; picking: Picking }) {
  const { say } = useWords(PROJECTS_WORDS);
  const { may } = useMe();
  const frame = useRef<HTMLDivElement>(null);
  const { rows, shown, above, below } = useRows(read, frame);
  const own = may('remindManagers') ? picking : null;
  return (
    <div
      ref={frame}
      className="list-frame"
      tabIndex={0}
      role="region"
      aria-label={say('rows')}
      onKeyDown={(event) => {
        moveBetweenRows(event, (index) => {
          rows.scrollToIndex(index);
        });
      }}
    >
      <table className="list" aria-rowcount={read.total + 1}>
        <Heads picking={own} items={read.items.map(({ code }) => code)} />
        <tbody>
          {above > 0 && <Gap px={above} />}
          {shown.map((index) => {
            const item = read.items[index];
            return item && <ProjectLine key={item.code} item={item} index={index} picking={own} />;
          })}
          {below > 0 && <Gap px={below} />}
        </tbody>
      </table>
    </div>
  );
}

/** The rows in view with the height of those above and below, on paper all that are read; reads more where the end is near. */
function useRows(read: ReadProjects, frame: RefObject<HTMLDivElement | null>) {
  const rows = useVirtualizer({
    count: read.items.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PX,
    overscan: AHEAD,
  });
  const shown = rows.getVirtualItems();
  const first = shown[0];
  const last = shown.at(-1);
  const { more, hasMore, isReading, hasFailed } = read;
  useShownPages(read, shown);
  const isNearEnd = last !== undefined && last.index >= read.items.length - AHEAD;
  const isWanting = isNearEnd && [hasMore, !isReading, !hasFailed].every(Boolean);
  useEffect(() => {
    if (isWanting) more();
  }, [isWanting, more]);
  if (useOnPaper()) return { rows, shown: [...read.items.keys()], above: 0, below: 0 };
  return {
    rows,
    shown: shown.map(({ index }) => index),
    above: first?.start ?? 0,
    below: rows.getTotalSize() - (last?.end ?? 0),
  };
}

/** Says which pages the rows in view are of: those are read anew after a change. */
function useShownPages({ pages, show }: ReadProjects, shown: readonly { index: number }[]): void {
  const from = pageWith(pages, shown.at(0)?.index ?? 0);
  const to = pageWith(pages, shown.at(-1)?.index ?? 0);
  useEffect(() => {
    show(new Set(Array.from({ length: to - from + 1 }, (_, nth) => from + nth)));
  }, [show, from, to]);
}

function pageWith(pages: ReadProjects['pages'], index: number): number {
  let rows = 0;
  const nth = pages.findIndex((page) => (rows += page.length) > index);
  return nth === -1 ? pages.length - 1 : nth;
}

function Heads({ picking, items }: { picking: Picking | null; items: readonly string[] }) {
  const { say } = useWords(PROJECTS_WORDS);
  return (
    <thead>
      <tr aria-rowindex={1}>
        {picking && (
          <th scope="col" className="pick">
            <input
              type="checkbox"
              aria-label={say('pickAll')}
              checked={items.length > 0 && items.every((code) => picking.has(code))}
              onChange={({ target }) => {
                picking.set(target.checked ? items : []);
              }}
            />
          </th>
        )}
        {HEADS.map((head) => (
          <th key={head} scope="col" className={`col-${head}`}>
            {say(head)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

const HEADS = ['colour', 'name', 'stage', 'next', 'since', 'alerts', 'manager', 'lead'] as const;

// Stands for the rows out of view.
const Gap = ({ px }: { px: number }) => (
  <tr aria-hidden="true" style={{ height: px }}>
    <td />
  </tr>
);

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

function moveBetweenRows(event: KeyboardEvent<HTMLElement>, show: (index: number) => void): void {
  const step = STEPS[event.key];
  if (step === undefined || !(event.target instanceof HTMLElement)) return;
  const row = event.target.closest('tr');
  const index = row === null ? 0 : Number(row.dataset['index'] ?? -1) + step;
  const next = event.currentTarget.querySelector<HTMLElement>(`tr[data-index="${index}"] a`);
  if (!next) return;
  event.preventDefault();
  show(index);
  next.focus({ preventScroll: true });
}
