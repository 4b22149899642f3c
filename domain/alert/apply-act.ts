import type { FactOf } from '../fact.ts';
import { present } from '../present.ts';
import type { AlertCase, CaseRecord } from './case.ts';
import type { CaseCommand, CaseCommandType } from './fact.ts';

type Act<T extends CaseCommandType> = (one: AlertCase, command: FactOf<T>) => AlertCase;

/** A case after an accepted command about it; each begins another plan of steps. */
export function applyAct(one: AlertCase, command: CaseCommand): AlertCase {
  // The table is keyed by type, so the act found fits the command; the compiler can't follow that.
  const act = ACTS[command.type] as (one: AlertCase, command: CaseCommand) => AlertCase;
  return act({ ...one, plan: one.plan + 1 }, command);
}

/** The line of the alert's story for such a command, given the case after it. */
export function recordOf(
  { severity }: AlertCase,
  { type, data, occurredAt }: CaseCommand,
): CaseRecord {
  const isNo = 'decision' in data && data.decision === 'return';
  const { actor } = data;
  const detail = Object.entries(data).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' && name !== 'alertId' ? [[name, value]] : [],
  );
  return {
    kind: isNo ? 'rejected' : KINDS[type],
    severity,
    at: occurredAt,
    by: actor.id,
    detail: { ...Object.fromEntries(detail), role: actor.role },
  };
}

const KINDS: Record<CaseCommandType, CaseRecord['kind']> = {
  'command.acknowledge.v1': 'acknowledged',
  'command.snooze.v1': 'snoozed',
  'command.delegate.v1': 'delegated',
  'command.rectify.v1': 'rectified',
  'command.verify.v1': 'verified',
  'command.close.v1': 'closed',
};

const ACTS: { [T in CaseCommandType]: Act<T> } = {
  'command.acknowledge.v1': (one, { data: { actor, cause }, occurredAt: at }) => ({
    ...one,
    acknowledged: { by: actor.id, at, ...(cause && { cause }) },
  }),
  'command.snooze.v1': (one, { data: { actor, until }, occurredAt: at }) => ({
    ...taken(one, actor.id, at),
    snoozed: { by: actor.id, at, ...(until !== undefined && { until }) },
  }),
  'command.delegate.v1': (one, { data: { actor, to, until }, occurredAt: at }) => ({
    ...one,
    delegated: { by: actor.id, at, to, ...(until !== undefined && { until }), plan: one.plan },
  }),
  'command.rectify.v1': (one, { data, occurredAt: at }) => {
    const { actor, cause, party, forecast, text } = data;
    const rectification = present({ by: actor.id, at, cause, party, forecast, text });
    return present({ ...taken(one, actor.id, at), returned: undefined, rectification });
  },
  'command.verify.v1': (one, { data: { actor, decision, evidence }, occurredAt: at }) => {
    const by = actor.id;
    if (decision === 'return') return { ...one, returned: { by, at } };
    const verified = present({ ...one, returned: undefined, verified: { by, at, evidence } });
    return closingOf(one) === 'byApproval'
      ? { ...verified, state: 'toApprove' }
      : { ...verified, state: 'closed', closed: { at, cause: 'VERIFIED', by } };
  },
  'command.close.v1': (one, { data: { actor, decision }, occurredAt: at }) => {
    const by = actor.id;
    if (decision === 'accept') {
      return { ...one, state: 'closed', closed: { at, cause: 'APPROVED', by } };
    }
    const state = 'toVerify' as const;
    return present({ ...one, verified: undefined, state, returned: { by, at } });
  },
};

// Whoever snoozes it or promises an end has taken notice.
const taken = (one: AlertCase, by: string, at: string): AlertCase =>
  one.acknowledged ? one : { ...one, acknowledged: { by, at } };

/** How an episode is closed: by the worst that it was. */
export const closingOf = ({ ladder, worst }: Pick<AlertCase, 'ladder' | 'worst'>) =>
  ladder.rungs[worst]?.close ?? 'byItself';
