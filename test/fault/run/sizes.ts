import type { Size } from '../oracle/script.ts';

/** What the outside world does in a long run. */
export const LONG: Omit<Size, 'spanMs'> = { projects: 60, messages: 2_000, commands: 40 };

/** The same in small, for every run of the tests. */
export const SHORT: Omit<Size, 'spanMs'> = { projects: 20, messages: 400, commands: 16 };
