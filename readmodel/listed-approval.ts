import type { ApprovalAssessment, ItemAssessment } from '../domain/approval/assessment.ts';
import { addressees } from '../domain/rights.ts';

/** What lists of approvals show of an assessment; kept as JSON beside it. */
export interface ListedApproval extends Pick<ApprovalAssessment, 'template'> {
  phase: string | null;
  sample: boolean;
  /** Items that apply, and how many of them are done. */
  of: number;
  done: number;
  /** Those that somebody has in hand. */
  items: ItemAssessment[];
}

/** What lists show of an approval: a small part of what is said of it. */
export function listedApproval({
  phase,
  template,
  sample,
  items,
}: ApprovalAssessment): ListedApproval {
  const applying = items.filter(({ applies }) => applies === 'yes');
  return {
    ...{ phase: phase ?? null, template, sample },
    of: applying.length,
    done: applying.filter(({ done }) => done).length,
    items: items.filter(isInHand),
  };
}

const isInHand = ({ done, holder, state }: ItemAssessment): boolean =>
  !done && holder !== undefined && state !== 'notStarted';

/** An item as a list may ask for it. */
interface ItemQuestion {
  authority?: string | undefined;
  state?: string | undefined;
}

/** Under this key an approval with such an item is found; `undefined` for a question about no item. */
export function itemKey({ authority, state }: ItemQuestion): string | undefined {
  const parts = [
    ...(state === undefined ? [] : [`state:${state}`]),
    ...(authority === undefined ? [] : [`authority:${authority}`]),
  ];
  return parts.length === 0 ? undefined : parts.join(' ');
}

/** Every key under which an approval with these items is found. */
export function itemKeys(items: readonly ItemAssessment[]): string[] {
  const keys = items.flatMap(({ authority: address, state }) => [
    itemKey({ state }),
    ...addressees(address).flatMap((authority) =>
      [{ authority }, { authority, state }].map(itemKey),
    ),
  ]);
  return [...new Set(keys)].filter((key) => key !== undefined);
}
