import { z } from 'zod';

/**
 * What a receiver is told to do instead of its work. `hang`: take nothing and never answer;
 * `takeAndHang`: take the message and never answer; `takeAndBreak`: take it and cut the connection.
 */
export const SinkFault = z.object({
  channel: z.string(),
  fault: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('status'),
      status: z.number().int().min(200).max(599),
      retryAfterSeconds: z.number().optional(),
    }),
    z.object({ kind: z.literal(['hang', 'takeAndHang', 'takeAndBreak']) }),
  ]),
  /** For how many messages; -1: until told otherwise. */
  times: z.number().int().min(-1).default(1),
});
/** A channel and what is wrong with it. */
export type SinkFault = z.input<typeof SinkFault>;
/** One of these. */
export type Fault = z.output<typeof SinkFault>['fault'];

/** The faults that wait for the next messages. */
export interface Faults {
  tell: (fault: SinkFault) => void;
  /** The fault that this message meets, if any; counts it down. */
  next: (channel: string) => Fault | undefined;
  /** All is well again. */
  clear: () => void;
}

/** No fault, until told. */
export function createFaults(): Faults {
  const waiting = new Map<string, { fault: Fault; times: number }>();
  return {
    tell(told) {
      const { channel, fault, times } = SinkFault.parse(told);
      waiting.set(channel, { fault, times });
    },
    next(channel) {
      const one = waiting.get(channel);
      if (one === undefined || one.times === 0) return undefined;
      one.times -= 1;
      return one.fault;
    },
    clear: () => {
      waiting.clear();
    },
  };
}
