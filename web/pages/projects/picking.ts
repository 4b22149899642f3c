import { useState } from 'react';

/** Codes of the projects that are selected. */
export interface Picking {
  codes: readonly string[];
  has: (code: string) => boolean;
  turn: (code: string) => void;
  set: (codes: readonly string[]) => void;
}

/** Nothing is selected at first. */
export function usePicking(): Picking {
  const [codes, setCodes] = useState<ReadonlySet<string>>(new Set<string>());
  return {
    codes: [...codes],
    has: (code) => codes.has(code),
    turn: (code) => {
      setCodes((now) => {
        const next = new Set(now);
        if (!next.delete(code)) next.add(code);
        return next;
      });
    },
    set: (next) => {
      setCodes(new Set(next));
    },
  };
}
