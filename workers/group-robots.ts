import { z, type RefinementCtx } from 'zod';
import type { RobotSettings } from '../activities/channels/create-channels.ts';

const name = z.string().regex(/^[\w-]{1,50}$/);
const secret = z.string().min(1);

const Robots = z
  .array(
    z.discriminatedUnion('platform', [
      z.strictObject({ platform: z.literal('wecom'), name, key: secret }),
      z.strictObject({ platform: z.literal('dingtalk'), name, token: secret, secret }),
      z.strictObject({ platform: z.literal('feishu'), name, token: secret, secret }),
    ]),
  )
  .refine((robots) => new Set(robots.map((robot) => robot.name)).size === robots.length);

const EXPECTED = `expected a JSON list of robots with names of their own, such as \
{"platform":"wecom","name":"park","key":"…"}, with token and secret for dingtalk and feishu`;

/** The robots of groups as one setting lists them; a fault of it is told without its secrets. */
export function groupRobots(
  json: string | undefined,
  bases: Record<RobotSettings['platform'], string>,
  context: RefinementCtx,
): RobotSettings[] {
  if (json === undefined) return [];
  const { data } = Robots.safeParse(parsed(json));
  if (data) return data.map((robot) => ({ base: bases[robot.platform], ...robot }));
  context.addIssue({ code: 'custom', path: ['KAIGONG_GROUP_ROBOTS'], message: EXPECTED });
  return [];
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
