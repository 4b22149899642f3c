import { proxyLocalActivities } from '@temporalio/workflow';
import type { SettleActivities } from '../../../../activities/settle.ts';
import { isDay } from '../../../../domain/time.ts';

const { settle } = proxyLocalActivities<SettleActivities>({ startToCloseTimeout: '5s' });

/** A shell with a piece of the core in it, which the bundle test must find. */
export async function project(subject: string): Promise<boolean> {
  const { nextChangeAt = '' } = await settle(subject, 0);
  return isDay(nextChangeAt);
}
