import type { FigurePlan, Figures } from './scenario.ts';

/** A figure of one round divided by another of the same round, so that a slow moment of the machine hits both. */
export interface Ratio extends FigurePlan {
  of: string;
  to: string;
}

/** How the engine stands to the floors beneath it. */
export const RATIOS: readonly Ratio[] = [
  {
    key: 'ofPostgresFloor',
    title: 'events one by one, as a share of the floor of PostgreSQL',
    unit: '×',
    of: 'single',
    to: 'postgresFloor',
    target: { atLeast: 0.5 },
  },
  {
    key: 'ofTemporalFloor',
    title: 'events one by one, as a multiple of the floor of Temporal',
    unit: '×',
    of: 'single',
    to: 'temporalFloor',
    target: { atLeast: 1.5 },
  },
  {
    key: 'approvalsOfPostgresFloor',
    title: 'events of approvals, as a share of the floor of PostgreSQL',
    unit: '×',
    of: 'approvalEvents',
    to: 'postgresFloor',
  },
  {
    key: 'approvalsOfTemporalFloor',
    title: 'events of approvals, as a multiple of the floor of Temporal',
    unit: '×',
    of: 'approvalEvents',
    to: 'temporalFloor',
  },
];

/** The ratios whose two figures this round has. */
export function ratiosOf(figures: Figures): Figures {
  return Object.fromEntries(
    RATIOS.flatMap(({ key, of, to }) => {
      const above = figures[of];
      const below = figures[to];
      return above === undefined || below === undefined ? [] : [[key, above / below] as const];
    }),
  );
}
