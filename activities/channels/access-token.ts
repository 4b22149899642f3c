import { z } from 'zod';
import { ask, type Reply } from './ask.ts';
import type { SendResult } from './channel.ts';
import { errorCode, resultOfReply, type BusyCodes } from './platform-answer.ts';

/** How a token is got, and what the platform says when it is none any more. */
export interface TokenRules {
  /** GET it there; WeCom and DingTalk answer alike. */
  url: URL;
  staleCodes: readonly number[];
  busy: BusyCodes;
}

/** Asks with the token that is kept, and once more with a new one when the platform knows it no longer. */
export type AskWithToken = (
  signal: AbortSignal,
  question: (token: string) => Promise<Reply>,
) => Promise<Reply>;

// A token ends early when another process asked for one, so this only saves needless refusals.
const EARLY_MS = 300_000;
const PATIENCE_MS = 10_000;

const Answer = z.object({ access_token: z.string().min(1), expires_in: z.number() });

/** Keeps one token for all sends of this process, as both platforms ask for: asking too often is refused. */
export function keepToken({ url, staleCodes, busy }: TokenRules): AskWithToken {
  const kept: { token?: string; untilMs: number; coming?: Promise<Got> } = { untilMs: 0 };

  async function fetchToken(): Promise<Got> {
    // One request serves all who wait, so none of their signals may end it.
    const reply = await ask({ url, signal: AbortSignal.timeout(PATIENCE_MS) });
    const { data } = Answer.safeParse('body' in reply ? reply.body : undefined);
    if (!data) return { result: notSent(resultOfReply(reply, busy)) };
    kept.token = data.access_token;
    kept.untilMs = Date.now() + data.expires_in * 1_000 - EARLY_MS;
    return { token: data.access_token };
  }

  function token(): Promise<Got> {
    if (kept.token !== undefined && Date.now() < kept.untilMs) {
      return Promise.resolve({ token: kept.token });
    }
    kept.coming ??= fetchToken().finally(() => {
      delete kept.coming;
    });
    return kept.coming;
  }

  return async (signal, question) => {
    for (let again = false; ; again = true) {
      const got = await Promise.race([token(), stopped(signal)]);
      if ('result' in got) return got;
      const reply = await question(got.token);
      if (again || !staleCodes.includes(errorCode(reply) ?? 0)) return reply;
      // Unless somebody else has got a new one meanwhile.
      if (kept.token === got.token) delete kept.token;
    }
  };
}

type Got = { token: string } | { result: SendResult };

/** Without a token no message has gone out, however the request for one ended. */
function notSent(result: SendResult): SendResult {
  const answer = `no access token: ${result.answer}`;
  if (result.state === 'refused') return { state: 'refused', answer };
  return { ...(result.state === 'failed' && result), state: 'failed', answer };
}

function stopped(signal: AbortSignal): Promise<Got> {
  const got: Got = { result: { state: 'failed', answer: 'stopped before it was sent' } };
  return new Promise((resolve) => {
    if (signal.aborted) resolve(got);
    signal.addEventListener(
      'abort',
      () => {
        resolve(got);
      },
      { once: true },
    );
  });
}
