import type { HoldPoint } from './hold.ts';
import { DUE_KINDS, type LadderChannel } from './red-ladder.ts';

/** What there was when the worker was gone. */
export interface LeftOfLadder {
  done: string[];
  /** Notices to the manager that no message carries. */
  waiting: number;
  /** Of the manager's message, `none` before it was made. */
  message: string;
  tries: string[];
}

/** A kill in the middle of one ladder, and what it left. */
export interface LadderKill {
  code: string;
  channel: LadderChannel;
  /** `call`: the receiver has the message and does not answer. */
  at: HoldPoint | 'call';
  /** The step whose transaction is held up; else the ladder is walked already, and its manager's mailbox is held up. */
  kind?: string;
  fate: 'keep' | 'undo';
  left: Partial<LeftOfLadder>;
}

const WALKED = { done: DUE_KINDS };

/** Ladders that share a kill: at each step, and at each point on the way of a message. */
export const LADDER_KILLS: LadderKill[][] = [
  [
    {
      ...{ code: 'L-1', channel: 'webhook', at: 'stepping', kind: 'notify', fate: 'keep' },
      left: { done: ['notify'], waiting: 1, message: 'none' },
    },
    {
      ...{ code: 'L-2', channel: 'email', at: 'call', fate: 'keep' },
      left: { ...WALKED, message: 'queued', tries: ['email sending'] },
    },
    {
      ...{ code: 'L-3', channel: 'sms', at: 'call', fate: 'keep' },
      left: { ...WALKED, message: 'queued', tries: ['sms sending'] },
    },
  ],
  [
    {
      ...{ code: 'L-4', channel: 'webhook', at: 'stepping', kind: 'escalate', fate: 'undo' },
      left: { done: ['notify'], waiting: 1, message: 'none' },
    },
    {
      ...{ code: 'L-5', channel: 'email', at: 'answering', fate: 'undo' },
      left: { ...WALKED, message: 'queued', tries: ['email sending'] },
    },
  ],
  [
    {
      ...{ code: 'L-6', channel: 'webhook', at: 'stepping', kind: 'remind', fate: 'keep' },
      left: { done: DUE_KINDS.slice(0, -1), waiting: 2, message: 'none' },
    },
    {
      ...{ code: 'L-7', channel: 'webhook', at: 'gathering', fate: 'undo' },
      left: { ...WALKED, waiting: 2, message: 'none' },
    },
  ],
  [
    {
      ...{ code: 'L-8', channel: 'webhook', at: 'stepping', kind: 'slip', fate: 'keep' },
      left: { ...WALKED, waiting: 2, message: 'none' },
    },
    {
      ...{ code: 'L-9', channel: 'webhook', at: 'gathering', fate: 'keep' },
      left: { ...WALKED, waiting: 0, message: 'queued', tries: [] },
    },
  ],
];
