import { ITEM_WORDS } from './item-words.ts';

type SayItem = (key: (typeof ITEM_WORDS)['keys'][number]) => string;

/** The word of a code by its list, such as `stop_` and `HEARING`; the code itself where it has none. */
export function wordOf(say: SayItem, list: string, code: string): string {
  const key = ITEM_WORDS.keys.find((one) => one === `${list}_${code}`);
  return key === undefined ? code : say(key);
}
