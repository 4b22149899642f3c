/** Chance that comes out the same for the same seed, so that a run can be repeated. */
export interface Chance {
  /** From 0 up to, but not including, 1. */
  next(): number;
  /** A whole number within both bounds. */
  int(from: number, to: number): number;
  pick<T>(from: readonly T[]): T;
  /** True that often, from 0 to 1. */
  isLucky(share: number): boolean;
  /** All of them in another order; the given list stays as it is. */
  shuffled<T>(items: readonly T[]): T[];
}

/** Chance for one part of a run: its draws don't move when another part draws more or less. */
export function createChance(seed: number, part: string): Chance {
  const next = mulberry32(seed ^ hash(part));
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    int,
    isLucky: (share) => next() < share,
    pick(from) {
      const [one] = from.slice(int(0, from.length - 1));
      if (one === undefined) throw new RangeError('There is nothing to pick from');
      return one;
    },
    shuffled: (items) =>
      items
        .map((item) => ({ item, place: next() }))
        .sort((a, b) => a.place - b.place)
        .map(({ item }) => item),
  };
}

// Public domain, by Tommy Ettinger: small, fast, and good enough for choosing.
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

// FNV-1a.
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const char of text) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
}
