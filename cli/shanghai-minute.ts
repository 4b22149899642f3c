const SHANGHAI_MS = 8 * 3_600_000;

/** An instant as a park's people read it: Shanghai time to the minute. */
export const shanghaiMinute = (instant: string): string =>
  new Date(Date.parse(instant) + SHANGHAI_MS).toISOString().slice(0, 16).replace('T', ' ');
