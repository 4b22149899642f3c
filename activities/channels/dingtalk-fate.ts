import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Reply } from './ask.ts';
import type { SendResult } from './channel.ts';
import { excerpt } from './excerpt.ts';

// https://open.dingtalk.com/document/orgapp/gets-the-result-of-sending-messages-asynchronously-to-the-enterprise
const users = z.array(z.string()).default([]);
const Fate = z.object({
  errcode: z.literal(0),
  send_result: z.object({
    invalid_user_id_list: users,
    failed_user_id_list: users,
    read_user_id_list: users,
    unread_user_id_list: users,
    forbidden_list: z.array(z.object({ code: z.union([z.string(), z.number()]) })).default([]),
  }),
});

// An equal message has reached the user today: the one that a try of unknown end sent.
const TOLD_ALREADY = '143106';
// More than 5,000 recipients a minute.
const TOO_FAST = ['143103', '143104'];

const ASK_AFTER_MS = [200, 500, 1_000];

/**
 * What became of an accepted work notice: DingTalk accepts users that do not exist and messages above its
 * limits, and says so only when asked. As it was accepted, silence about it counts as sent.
 */
export async function dingtalkFate(
  taskId: number,
  askForIt: () => Promise<Reply>,
  signal: AbortSignal,
): Promise<SendResult> {
  for (const waitMs of ASK_AFTER_MS) {
    const stopped = await pause(waitMs, false, { signal }).catch(() => true);
    if (stopped) break;
    const reply = await askForIt();
    const told = Fate.safeParse('body' in reply ? reply.body : undefined).data?.send_result;
    const fate = told && fateOf(told);
    if (fate !== undefined && 'body' in reply) {
      return { ...fate, answer: `task ${taskId}: ${excerpt(reply.text)}` };
    }
  }
  return { state: 'sent', answer: `task ${taskId} accepted` };
}

type Told = z.output<typeof Fate>['send_result'];
type Outcome = { state: 'sent' | 'refused' } | { state: 'failed'; retryAfterMs: number };

function fateOf(told: Told): Outcome | undefined {
  const [forbidden] = told.forbidden_list;
  if (forbidden) return fateOfCode(forbidden.code.toString());
  if (told.invalid_user_id_list.length > 0) return { state: 'refused' };
  if (told.failed_user_id_list.length > 0) return { state: 'failed', retryAfterMs: 5_000 };
  const reached = told.read_user_id_list.length + told.unread_user_id_list.length;
  return reached > 0 ? { state: 'sent' } : undefined;
}

function fateOfCode(code: string): Outcome {
  if (code === TOLD_ALREADY) return { state: 'sent' };
  return TOO_FAST.includes(code) ? { state: 'failed', retryAfterMs: 60_000 } : { state: 'refused' };
}
