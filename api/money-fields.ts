// Of events that nobody knows, too: what a sender calls investment is one, whatever the type is.
const NAME = /invest|amount|money|price|cost|fund|capital|yuan|投资|金额|资金|造价|万元|亿元/i;
const SAID = /invest|投资|金额|资金|造价|万元|亿元/i;
const FIGURE = /\d|[一二三四五六七八九十百千两][万亿]/u;

/** Whether what is called so is a sum of money. */
export const namesMoney = (name: string): boolean => NAME.test(name);

/** Whether a text speaks of a sum of money. */
export const speaksOfMoney = (text: string): boolean => SAID.test(text) && FIGURE.test(text);

/** Content without sums of money, and the paths of what was left out; `kept`: names at the top that hold none. */
export function withoutMoneyIn(
  content: unknown,
  kept: readonly string[] = [],
): { content: unknown; withheld: string[] } {
  const withheld: string[] = [];
  const walk = (value: unknown, path: string): unknown => {
    if (Array.isArray(value)) return entriesOf(value, path, true).map(([, one]) => one);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(entriesOf(value, path, false));
  };
  const entriesOf = (value: object, path: string, isList: boolean): [string, unknown][] =>
    Object.entries(value).flatMap(([name, one]: [string, unknown]): [string, unknown][] => {
      const at = isList ? `${path}[${name}]` : [path, name].filter(Boolean).join('.');
      const isKept = path === '' && kept.includes(name);
      if (isKept || !isSum(name, one)) return [[name, isKept ? one : walk(one, at)]];
      withheld.push(at);
      return [];
    });
  return { content: walk(content, ''), withheld };
}

const isSum = (name: string, value: unknown): boolean =>
  namesMoney(name) || (typeof value === 'string' && speaksOfMoney(value));
