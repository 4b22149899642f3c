import { createHash } from 'node:crypto';

/** Throws a die: from 0 on, below 1. */
export type Dice = () => number;

/** A die that always falls the same for the same seed. */
export function diceOf(seed: string): Dice {
  let thrown = 0;
  return () => {
    thrown += 1;
    const hash = createHash('sha256')
      .update(`${seed}/${String(thrown)}`)
      .digest();
    return hash.readUInt32BE(0) / 2 ** 32;
  };
}
