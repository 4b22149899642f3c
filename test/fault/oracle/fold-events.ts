import type { HeardEvent } from './observation.ts';

/** What a subscriber knows of a project that has heard nothing but its events. */
export interface Subscribed {
  stage?: string;
  colour?: string | null;
  /** Planned days by milestone. */
  plan: Map<string, string>;
  /** Days by milestone reached; `some day` where none is known. */
  reached: Map<string, string>;
}

/** One change that an event tells, alone or among others. */
export interface ToldChange {
  /** Without prefix and version, such as `stage.changed`. */
  type: string;
  milestone?: string;
  from?: string | null;
  to?: string | null;
  on?: string | null;
}

const PREFIX = /^(cn\.zhizaoyuan\.)?project\.|\.v1$/g;

/** The changes that an event tells: one, or all of a reassessment. */
export function toldOf({ type, data }: Pick<HeardEvent, 'type' | 'data'>): ToldChange[] {
  const { changes } = data as { changes?: { type: string }[] }; // of a reassessment only
  const all = changes ?? [{ ...data, type }];
  return all.map((change) => ({ ...change, type: change.type.replace(PREFIX, '') }));
}

/** Folds events in the order given; `breaks` are those that do not go on from what was told before. */
export function foldEvents(events: readonly HeardEvent[]): { state: Subscribed; breaks: string[] } {
  let state = nothingTold();
  const breaks: string[] = [];
  for (const event of events) {
    if (event.data['whole'] === true) state = nothingTold();
    for (const change of toldOf(event)) {
      const wrong = apply(state, change);
      if (wrong !== undefined) breaks.push(`${event.id} ${wrong}`);
    }
  }
  return { state, breaks };
}

const nothingTold = (): Subscribed => ({ plan: new Map(), reached: new Map() });

/** Takes a change in; says what was wrong with it, as far as that can be told. */
type Taking = (state: Subscribed, change: ToldChange) => string | undefined;

const TAKINGS: Record<string, Taking> = {
  'stage.changed': (state, { from = null, to = null }) => {
    const before = state.stage ?? null;
    state.stage = to ?? '';
    return broken(before, from);
  },
  'colour.changed': (state, { from = null, to = null }) => {
    const before = state.colour ?? null;
    state.colour = to;
    return broken(before, from);
  },
  'plan.changed': ({ plan }, { milestone = '', from = null, to = null }) => {
    const before = plan.get(milestone) ?? null;
    if (to === null) plan.delete(milestone);
    else plan.set(milestone, to);
    return broken(before, from);
  },
  'milestone.reached': ({ reached }, { milestone = '', on = null }) => {
    reached.set(milestone, on ?? 'some day');
    return undefined;
  },
  'milestone.withdrawn': ({ reached }, { milestone = '' }) => {
    reached.delete(milestone);
    return undefined;
  },
};

function apply(state: Subscribed, change: ToldChange): string | undefined {
  const take = TAKINGS[change.type];
  return take ? take(state, change) : `is of the unknown type ${change.type}`;
}

const broken = (before: string | null, from: string | null): string | undefined =>
  before === from ? undefined : `begins from ${String(from)}, told was ${String(before)}`;
