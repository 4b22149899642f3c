import type { Caveat } from '../../domain/caveat.ts';
import { useLabels, useTerm } from '../labels.ts';
import type { ShownColour } from './colours.ts';

// As in the default policy, so that they stay apart on a black-and-white print; drawn, because not
// every font has them.
const SHAPES = {
  green: <circle cx="8" cy="8" r="6.5" />,
  blue: <path d="M8 0.5 15.5 8 8 15.5 0.5 8Z" />,
  yellow: <path d="M8 1 15.5 15H0.5Z" />,
  red: <rect x="1.5" y="1.5" width="13" height="13" />,
  grey: <circle className="hollow" cx="8" cy="8" r="5.5" />,
} as const;

/** A colour as shape and word, hatched where it has a caveat; null is the grey of what carries none. */
export function ColourMark({
  colour,
  caveat = null,
  bare = false,
}: {
  colour: ShownColour | null;
  caveat?: Caveat | null;
  bare?: boolean;
}) {
  const shown = colour ?? 'grey';
  const word = useLabels()?.colours[shown] ?? shown;
  return (
    <span
      className={`colour colour-${shown}${caveat ? ' with-caveat' : ''}`}
      {...(bare && { title: word })}
    >
      <svg className="glyph" viewBox="0 0 16 16" aria-hidden="true">
        {SHAPES[shown]}
      </svg>
      <span className={bare ? 'unseen' : 'word'}>{word}</span>
      {caveat && <CaveatWord caveat={caveat} />}
    </span>
  );
}

// Seen beside a bare mark, too: what stripes mean is not told by their look.
function CaveatWord({ caveat }: { caveat: Caveat }) {
  const term = useTerm();
  return (
    <>
      {' '}
      <span className="hatched">{term('caveat', caveat)}</span>
    </>
  );
}
