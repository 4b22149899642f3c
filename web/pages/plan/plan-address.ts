import { useSearchParams } from 'wouter';
import type { Day } from '../../../domain/time.ts';
import { useListAddress, type ListAddress } from '../projects/list-address.ts';
import { ZOOMS, type Zoom } from './plan-window.ts';

export const VIEWS = ['chart', 'table'] as const;

/** What the address says of the plan; filters and order are those of the page Projects. */
export interface PlanAddress {
  list: ListAddress;
  zoom: Zoom;
  /** The first day that is seen; null: around today. */
  at: Day | null;
  view: (typeof VIEWS)[number];
  /** Codes of the projects whose milestones are unfolded. */
  unfolded: ReadonlySet<string>;
  /** Where the pages so far began, the last one is shown. */
  cursors: readonly string[];
  put: (name: 'zoom' | 'at' | 'view' | 'unfolded', value: string | null) => void;
  turnTo: (cursors: readonly string[]) => void;
}

/** The plan's place in the address, so that back, forward and a link show the same. */
export function usePlanAddress(): PlanAddress {
  const [params, setParams] = useSearchParams();
  const list = useListAddress();
  const at = params.get('at');
  return {
    // Another list begins at its first page, and keeps what is seen of time.
    list: {
      ...list,
      put: (name, values) => {
        setParams((now) => {
          now.delete('after');
          now.delete(name);
          if (values.length > 0) now.set(name, values.join(','));
          return now;
        });
      },
      go: (search) => {
        setParams((now) => withTimeOf(now, new URLSearchParams(search)));
      },
    },
    zoom: ZOOMS.find((one) => one === params.get('zoom')) ?? 'quarter',
    at: at !== null && /^\d{4}-\d{2}-\d{2}$/.test(at) ? at : null,
    view: VIEWS.find((one) => one === params.get('view')) ?? 'chart',
    unfolded: new Set(params.get('unfolded')?.split(',').filter(Boolean)),
    cursors: params.getAll('after'),
    put: (name, value) => {
      setParams((now) => {
        if (name === 'zoom') now.delete('at');
        if (value === null || value === '') now.delete(name);
        else now.set(name, value);
        return now;
      });
    },
    turnTo: (cursors) => {
      setParams((now) => {
        now.delete('after');
        for (const cursor of cursors) now.append('after', cursor);
        return now;
      });
    },
  };
}

function withTimeOf(now: URLSearchParams, next: URLSearchParams): URLSearchParams {
  for (const name of ['zoom', 'at', 'view']) {
    const kept = now.get(name);
    if (kept !== null) next.set(name, kept);
  }
  return next;
}
