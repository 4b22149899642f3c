import { z } from 'zod';
import type { Reply } from './ask.ts';
import type { SendResult } from './channel.ts';
import { excerpt } from './excerpt.ts';

/** Codes of a platform that ask for patience, with how long it asks for; any other code but 0 is a refusal. */
export type BusyCodes = Readonly<Record<number, number>>;

/** WeCom and DingTalk. */
const ErrorCode = z.object({
  errcode: z.number(),
  errmsg: z.string().default(''),
  // DingTalk puts what its gateway found behind one code, 88.
  sub_code: z.union([z.string(), z.number()]).optional(),
});

/** The code of an answer, the gateway's where there is one; undefined when it is none of a platform. */
export function errorCode(reply: Reply): number | undefined {
  if ('result' in reply) return undefined;
  const { data } = ErrorCode.safeParse(reply.body);
  return data?.sub_code === undefined ? data?.errcode : Number(data.sub_code);
}

/** How a try ended, by the platform's answer. */
export function resultOfReply(reply: Reply, busy: BusyCodes): SendResult {
  if ('result' in reply) return reply.result;
  return resultOfCode(errorCode(reply), reply.text, busy);
}

/** The same for a code that was read from elsewhere; no code at all may have come from anybody. */
export function resultOfCode(code: number | undefined, text: string, busy: BusyCodes): SendResult {
  const answer = excerpt(text);
  if (code === undefined) return { state: 'unknown', answer };
  if (code === 0) return { state: 'sent', answer };
  const retryAfterMs = busy[code];
  return retryAfterMs === undefined
    ? { state: 'refused', answer }
    : { state: 'failed', answer, retryAfterMs };
}
