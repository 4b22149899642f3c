import type { ItemTemplate } from '../domain/approval/template.ts';
import type { FactOf } from '../domain/fact.ts';
import type { Instant } from '../domain/time.ts';
import { dayOf } from '../domain/time.ts';
import type { SubjectCommand } from './commands.ts';

/** The facts by which a project learns of supplies that a person says are connected, since no system of a utility does. */
export function connectionNews(
  accepted: readonly SubjectCommand[],
  { items, source, now }: { items: readonly ItemTemplate[]; source: string; now: Instant },
): FactOf<'utility.application.connected.v1'>[] {
  return accepted.flatMap((command) => {
    if (command.type !== 'command.approval.utilityStep.v1') return [];
    const { item, step, on } = command.data;
    const utility = items.find(({ id }) => id === item)?.utility;
    if (step !== 'connected' || !utility) return [];
    return [
      {
        source,
        id: `connected/${command.id}`,
        type: 'utility.application.connected.v1' as const,
        occurredAt: on ?? dayOf(now),
        arrivedAt: now,
        data: { utility },
      },
    ];
  });
}
