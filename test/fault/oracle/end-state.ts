import type { Assessment } from '../../../domain/assessment.ts';

/** What two assessments of a project must agree in; no field of it depends on the day a fact arrived. */
export interface EndState {
  stage: string;
  status: string;
  colour: string | null;
  closed: boolean;
  milestones: Record<string, string>;
  signals: Record<string, string>;
}

/** The part of an assessment that the oracle answers for. */
export function endStateOf({
  stage,
  status,
  colour,
  closed,
  milestones,
  signals,
}: Assessment): EndState {
  return {
    stage,
    status,
    colour,
    closed,
    milestones: Object.fromEntries(
      milestones.map(
        ({ code, state, baseline, planned, due, forecast, actual, expected, evidence }) => [
          code,
          [state, baseline, planned, due, forecast, actual, expected, evidence].join(' '),
        ],
      ),
    ),
    signals: Object.fromEntries(signals.map((signal) => [signal.id, signal.colour])),
  };
}

/** Every difference in words; none when they agree. */
export function differences(expected: EndState, found: EndState): string[] {
  const plain = (['stage', 'status', 'colour', 'closed'] as const).flatMap((field) =>
    differ(field, String(expected[field]), String(found[field])),
  );
  const listed = (['milestones', 'signals'] as const).flatMap((list) => {
    const names = new Set([...Object.keys(expected[list]), ...Object.keys(found[list])]);
    return [...names].flatMap((name) =>
      differ(`${list} ${name}`, expected[list][name] ?? 'none', found[list][name] ?? 'none'),
    );
  });
  return [...plain, ...listed];
}

const differ = (what: string, expected: string, found: string): string[] =>
  expected === found ? [] : [`${what}: expected ${expected}, found ${found}`];
