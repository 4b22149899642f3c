import type { ApprovalGraph } from './graph-layout.ts';

const WAYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

// What lies aside is further than what lies ahead.
const ASIDE = 3;

/** The item nearest to another in the direction of an arrow key; Home and End lead to the first and last. */
export function itemTowards(
  key: string,
  from: string,
  items: ApprovalGraph['items'],
): string | undefined {
  if (key === 'Home') return items[0]?.item.id;
  if (key === 'End') return items.at(-1)?.item.id;
  const [way, start] = [WAYS[key], items.find(({ item }) => item.id === from)];
  if (!way || !start) return undefined;
  const [across, down] = way;
  const near = items
    .map(({ item, x, y }) => {
      const ahead = (x - start.x) * across + (y - start.y) * down;
      const aside = Math.abs((x - start.x) * down) + Math.abs((y - start.y) * across);
      return { id: item.id, ahead, far: ahead + ASIDE * aside };
    })
    .filter(({ ahead }) => ahead > 0)
    .sort((a, b) => a.far - b.far);
  return near[0]?.id;
}
