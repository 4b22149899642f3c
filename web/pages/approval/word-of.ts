import { useWords, type Words } from '../../words.ts';
import { ITEM_CODE_WORDS } from './item-code-words.ts';
import { WHOLE_WORDS } from './whole-words.ts';

/** The word of a code by its list, such as `stop` and `HEARING`; the code itself where it has none. */
function useWordsByCode<K extends string>(words: Words<K>): (list: string, code: string) => string {
  const { say } = useWords(words);
  return (list, code) => {
    const key = words.keys.find((one) => one === `${list}_${code}`);
    return key === undefined ? code : say(key);
  };
}

/** Names a code of an item by its list, such as `stop` and `HEARING`. */
export const useItemWord = () => useWordsByCode(ITEM_CODE_WORDS);

/** Names a code of an approval as a whole by its list, such as `open` and `closed`. */
export const useWholeWord = () => useWordsByCode(WHOLE_WORDS);
