import type { AlertCase } from './case.ts';
import type { CaseCommand } from './fact.ts';

/** A case after an accepted command about it. */
export function applyAct(one: AlertCase, command: CaseCommand): AlertCase {
  const { occurredAt: at, data } = command;
  const done = { by: data.actor.id, at };
  switch (command.type) {
    case 'command.acknowledge.v1':
      return { ...one, plan: one.plan + 1, acknowledged: done };
    default:
      return { ...one, plan: one.plan + 1 };
  }
}
