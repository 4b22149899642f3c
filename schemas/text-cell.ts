import type { Cell } from './ledger-cell.ts';

// What people write into a cell that has nothing to say.
const NOTHING = /^(?:[-—–/\\]+|无)?$/u;

/** The cell of a text; `undefined` for a blank one or a stroke. */
export function textCell(text: string): Cell | undefined {
  const trimmed = text.normalize('NFKC').trim();
  return NOTHING.test(trimmed) ? undefined : { kind: 'text', text: text.trim() };
}
