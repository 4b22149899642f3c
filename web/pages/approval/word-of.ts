import type { Words } from '../../words.ts';
import { ITEM_WORDS } from './item-words.ts';
import { WHOLE_WORDS } from './whole-words.ts';

/** The word of a code by its list, such as `stop` and `HEARING`; the code itself where it has none. */
const wordsByCode =
  <K extends string>({ keys }: Words<K>) =>
  (say: (key: K) => string, list: string, code: string): string => {
    const key = keys.find((one) => one === `${list}_${code}`);
    return key === undefined ? code : say(key);
  };

/** The word of a code of an item by its list, such as `stop` and `HEARING`. */
export const wordOf = wordsByCode(ITEM_WORDS);

/** The word of a code of an approval as a whole by its list, such as `open` and `closed`. */
export const wordOfWhole = wordsByCode(WHOLE_WORDS);
