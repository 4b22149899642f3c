import type { Colour } from '../../domain/definitions.ts';
import { useLabels } from '../labels.ts';

// Shapes as in the default policy, so that they stay apart on a black-and-white print.
const GLYPHS = { green: '●', blue: '◆', yellow: '▲', red: '■', grey: '○' } as const;

/** Inks of the four colours and of none; each is told by shape and word, too. */
export const INKS = {
  green: '#009e73',
  blue: '#0072b2',
  yellow: '#f0c419',
  red: '#a11d21',
  grey: '#8a919c',
} as const;

/** Worst first, as lists and sums show them. */
export const SHOWN_COLOURS = ['red', 'yellow', 'blue', 'green', 'grey'] as const;

/** A colour as shape and word; null is the grey of what carries none. */
export function ColourMark({ colour, bare = false }: { colour: Colour | null; bare?: boolean }) {
  const shown = colour ?? 'grey';
  const word = useLabels()?.colours[shown] ?? shown;
  return (
    <span className={`colour colour-${shown}`} {...(bare && { title: word })}>
      <span className="glyph" aria-hidden="true">
        {GLYPHS[shown]}
      </span>
      <span className={bare ? 'unseen' : 'word'}>{word}</span>
    </span>
  );
}
