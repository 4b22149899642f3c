import { useAddress } from '../../address.ts';

export const VIEWS = ['graph', 'table'] as const;

/** What the address says of an approval: graph or table, whether with what does not apply, and the item that is open. */
export interface ApprovalAddress {
  view: (typeof VIEWS)[number];
  withOthers: boolean;
  item: string | null;
  put: (name: 'view' | 'all' | 'item', value: string | null) => void;
  open: (item: string) => void;
}

/** The place in the address, so that back, forward and a link show the same. */
export function useApprovalAddress(): ApprovalAddress {
  const { search, put } = useAddress();
  return {
    view: VIEWS.find((one) => one === search.get('view')) ?? (isNarrow() ? 'table' : 'graph'),
    withOthers: search.get('all') === 'true',
    item: search.get('item'),
    put,
    open: (item) => {
      put('item', item);
    },
  };
}

// On a phone the graph can't be read.
const isNarrow = (): boolean => window.matchMedia('(max-width: 767px)').matches;
