/** Documents typed a line each, `name: reason`; those without a reason of their own get the common one. */
export const documentsIn = (text: string, reason: string): { name: string; reason: string }[] =>
  text
    .split('\n')
    .map((line) => /^([^:：]+)(?:[:：](.*))?$/.exec(line.trim()))
    .flatMap((found) => {
      const name = found?.[1]?.trim() ?? '';
      return name === '' ? [] : [{ name, reason: found?.[2]?.trim() || reason }];
    });
