import type { BusyCodes } from './platform-answer.ts';

// https://open.dingtalk.com/document/orgapp/server-api-error-codes-1: -1 system busy, 90002 and 90018 calls
// too fast; https://open.dingtalk.com/document/robots/custom-robot-access: a robot that sends more than
// 20 messages a minute is shut for ten minutes (130101, since 2023 also 410100).

/** What DingTalk says when it wants patience. */
export const DINGTALK_BUSY: BusyCodes = {
  [-1]: 5_000,
  90002: 1_000,
  90018: 1_000,
  130101: 600_000,
  410100: 600_000,
};

/** What DingTalk says of a token that it does not or no longer know. */
export const DINGTALK_STALE_TOKEN = [40001, 40014, 42001];
