/** A title with its lines below; nothing for no lines. */
export const titledList = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : [title, ...lines.map((line) => `  ${line}`)].join('\n');

/** A title with labelled values below, one under the other; those without a value are left out. */
export function labelledLines(
  title: string,
  lines: readonly (readonly [label: string, value: string | undefined])[],
): string {
  const width = Math.max(...lines.map(([label]) => label.length));
  const shown = lines.flatMap(([label, value]) =>
    value === undefined ? [] : [`${label.padEnd(width)}  ${value}`],
  );
  return titledList(title, shown);
}

/** Blocks with a blank line between them; empty ones are left out. */
export const joinBlocks = (blocks: readonly string[]): string =>
  blocks.filter((block) => block !== '').join('\n\n');
