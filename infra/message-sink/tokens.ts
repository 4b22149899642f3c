import { randomBytes } from 'node:crypto';

const LIFE_SECONDS = 7_200;

/** Access tokens of one application. */
export interface Tokens {
  /** Asked again within its life, the same token. */
  give: () => { access_token: string; expires_in: number };
  state: (token: string | undefined) => 'good' | 'expired' | 'unknown';
  /** As when somebody else had a new one given. */
  expire: () => void;
}

/** Tokens of two hours, as WeCom and DingTalk give them. */
export function createTokens(nowMs: () => number): Tokens {
  const untilMs = new Map<string, number>();
  const good = (): [string, number] | undefined =>
    [...untilMs].find(([, until]) => nowMs() < until);
  return {
    give() {
      const [token, until] = good() ?? [
        randomBytes(16).toString('hex'),
        nowMs() + LIFE_SECONDS * 1_000,
      ];
      untilMs.set(token, until);
      return { access_token: token, expires_in: Math.floor((until - nowMs()) / 1_000) };
    },
    state(token = '') {
      const until = untilMs.get(token);
      if (until === undefined) return 'unknown';
      return nowMs() < until ? 'good' : 'expired';
    },
    expire() {
      for (const token of untilMs.keys()) untilMs.set(token, 0);
    },
  };
}
