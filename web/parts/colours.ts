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
export type ShownColour = (typeof SHOWN_COLOURS)[number];

/** Those in which alerts stand, worst first. */
export const ALERT_COLOURS = ['red', 'yellow', 'blue'] as const;
