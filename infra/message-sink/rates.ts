/** So many within a time; beyond it, everything is refused for a while. */
export interface Rate {
  most: number;
  withinMs: number;
  /** How long it stays shut; 0: only until the oldest has fallen out of the window. */
  shutMs: number;
}

/** Whether one more may come under this key; counts it if so. */
export type Admit = (key: string, rate: Rate) => boolean;

/** Counts in sliding windows, by key. */
export function createRates(nowMs: () => number): Admit {
  const times = new Map<string, number[]>();
  const shutUntil = new Map<string, number>();
  return (key, { most, withinMs, shutMs }) => {
    const now = nowMs();
    if (now < (shutUntil.get(key) ?? 0)) return false;
    const recent = (times.get(key) ?? []).filter((time) => time > now - withinMs);
    times.set(key, recent);
    if (recent.length >= most) {
      shutUntil.set(key, now + shutMs);
      return false;
    }
    recent.push(now);
    return true;
  };
}
