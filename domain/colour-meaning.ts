import type { Colour } from './definitions.ts';
import type { ColourMeaning } from './policy-rules.ts';
import type { Language } from './texts.ts';

/** A colour as it is shown: never by its ink alone. */
export interface ShownColour {
  colour: Colour;
  word: string;
  /** For a line of text. */
  symbol: string;
  /** Black ink is enough to tell it from the others. */
  glyph: string;
  /** `#rrggbb`. */
  hex: string;
}

const GLYPHS: Record<ColourMeaning['shape'], string> = {
  circle: '●',
  diamond: '◆',
  triangle: '▲',
  square: '■',
  hexagon: '⬢',
};

/** How a policy shows a colour; one that says nothing of it shows it as the park always did. */
export function shownColour(
  colour: Colour,
  language: Language,
  meanings: readonly ColourMeaning[] = [],
): ShownColour {
  const { label, symbol, shape, hex } =
    meanings.find((meaning) => meaning.colour === colour) ?? USUAL[colour];
  return { colour, word: label[language], symbol, glyph: GLYPHS[shape], hex };
}

// Red and green inks of Okabe and Ito's palette, which the colour-blind can tell apart.
const USUAL: Record<Colour, Pick<ColourMeaning, 'label' | 'symbol' | 'shape' | 'hex'>> = {
  green: { label: { zh: '绿', en: 'green' }, symbol: '🟢', shape: 'circle', hex: '#009e73' },
  blue: { label: { zh: '蓝', en: 'blue' }, symbol: '🔵', shape: 'diamond', hex: '#0072b2' },
  yellow: { label: { zh: '黄', en: 'yellow' }, symbol: '🟡', shape: 'triangle', hex: '#e69f00' },
  red: { label: { zh: '红', en: 'red' }, symbol: '🔴', shape: 'square', hex: '#d55e00' },
};
