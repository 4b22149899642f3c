/**
 * A sentence with its `{places}` filled; a place without a value is left out, and its blank with it.
 * What stands in `[brackets]` is left out whole unless each place in it has a value.
 */
export function fill(text: string, values: Record<string, string | number>): string {
  const said = text.replace(/\[(.*?)\]/g, (_, part: string) => (isWhole(part, values) ? part : ''));
  const filled = said.replace(/\{(\w+)\}/g, (_, place: string) => String(values[place] ?? ''));
  return filled.replace(/ {2,}/g, ' ');
}

const isWhole = (part: string, values: Record<string, string | number>): boolean =>
  [...part.matchAll(/\{(\w+)\}/g)].every(([, place = '']) => values[place] !== undefined);
