import type { ApprovalTemplate } from '../../../domain/approval/template.ts';
import type { RawMessage } from '../../../gateway/event-source.ts';
import { APPROVAL_REQUESTS, ApprovalRequestBase } from '../../../schemas/approval-requests.ts';
import { TYPE_PREFIX } from '../../../schemas/event.ts';
import { createChance } from '../oracle/seeded.ts';
import { createAuthority, type Answer, type Authority } from './authority.ts';
import { anyTraits } from './traits.ts';

/** All offices of some projects, as their adapters hear the engine. */
export interface Offices {
  authorities: ReadonlyMap<string, Authority>;
  /** What they answer; nothing to what is for others, only tells, or was heard before. */
  hear: (message: RawMessage) => Answer[];
  /** Requests to apply, `<projectCode> <item> <attempt>` each as often as it was told under another id. */
  opened: string[];
  /** Every item that a project needs is done. */
  areDone: () => boolean;
}

/** Offices of these projects, each with its own seeded chance; `traits` of a project are those of its authority's book. */
export function createOffices(
  codes: readonly string[],
  { template, seed }: { template: ApprovalTemplate; seed: number },
): Offices {
  const authorities = new Map(
    codes.map((code, nth) => {
      const traits = anyTraits(template, createChance(seed, `traits ${nth}`));
      return [code, createAuthority({ code, traits, template, seed })];
    }),
  );
  const heard = new Set<string>();
  const opened: string[] = [];
  return {
    authorities,
    opened,
    areDone: () => [...authorities.values()].every(({ left }) => left().length === 0),
    hear({ headers, value }) {
      const id = String(headers['ce_id']);
      const type = String(headers['ce_type']).slice(TYPE_PREFIX.length);
      const data: unknown = JSON.parse(String(value));
      const { projectCode } = ApprovalRequestBase.parse(data);
      const authority = authorities.get(projectCode);
      // Kafka may bring one twice, as it may to any adapter.
      if (!authority || heard.has(id)) return [];
      heard.add(id);
      if (type === 'approval.opinion.requested.v1') {
        return authority.ask(APPROVAL_REQUESTS[type].parse(data));
      }
      if (type !== 'approval.item.opened.v1') return [];
      const request = APPROVAL_REQUESTS[type].parse(data);
      opened.push(`${request.projectCode} ${request.item} ${request.attempt}`);
      return authority.open(request);
    },
  };
}
