/** Whole numbers from 0 to below `n`, the same for the same seed. */
export function createDice(seed: number): (n: number) => number {
  let state = seed + 1;
  return (n) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % n;
  };
}
