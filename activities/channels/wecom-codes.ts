import type { BusyCodes } from './platform-answer.ts';

// https://developer.work.weixin.qq.com/document/path/90455 (codes), path/90454 (a rate broken by the
// minute is shut for 60 s).

/** What WeCom says when it wants patience. */
export const WECOM_BUSY: BusyCodes = { [-1]: 5_000, 6000: 1_000, 45009: 60_000, 45033: 1_000 };

/** What WeCom says of a token that it does not or no longer know. */
export const WECOM_STALE_TOKEN = [40014, 42001];
