/** Which way the lines of a hatch run. */
export type Slant = 'across' | 'rising' | 'upright' | 'falling';

/** Lines of another slant for each colour, so that black-and-white paper tells areas apart wherever they are; grey has none. */
export const SLANTS = {
  red: 'across',
  yellow: 'rising',
  blue: 'upright',
  green: 'falling',
  grey: undefined,
} as const;

/** The slant of the lines that cross those of another, where a colour has a caveat. */
export const CROSSING: Record<Slant, Slant> = {
  across: 'upright',
  upright: 'across',
  rising: 'falling',
  falling: 'rising',
};

/** The ink of a colour's lines, seen against the colour itself. */
export const LINE_INKS = {
  red: '#fff',
  yellow: '#1f2933',
  blue: '#fff',
  green: '#fff',
  grey: '#fff',
} as const;
