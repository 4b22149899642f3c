import { setImmediate as breathe } from 'node:timers/promises';

// A wide row of a list takes a millisecond or two.
const AT_ONCE = 20;

/** One after the other; between so many of them others of the process get their turn. */
export async function* inTurns<One>(all: Iterable<One>): AsyncGenerator<One> {
  let nth = 0;
  for (const one of all) {
    if (nth % AT_ONCE === 0) await breathe();
    nth += 1;
    yield one;
  }
}

/** What is made of each, in turns. */
export async function madeInTurns<One, Made>(
  all: readonly One[],
  make: (one: One, at: number) => Made,
): Promise<Made[]> {
  const made: Made[] = [];
  for await (const [at, one] of inTurns(all.entries())) made.push(make(one, at));
  return made;
}
