/** A raw message around its fault: before, the fault, after. The fault is empty where the path leads nowhere. */
export type MarkedRaw = readonly [before: string, marked: string, after: string];

/**
 * Finds in a message of JSON what a path such as `data.items[0].certNo` names, and marks it in the
 * message laid out for reading. Where a field is missing, what should hold it is marked.
 */
export function markedRaw(raw: string, path: string | null): MarkedRaw {
  const value = parsed(raw);
  if (value === undefined || path === null) return [raw, '', ''];
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  const { marked, found } = withHole(value, steps);
  const [before = '', after = ''] = JSON.stringify(marked, null, 2).split(`"${HOLE}"`);
  return [before, JSON.stringify(found, null, 2), after];
}

// A letter of nobody's: no message holds it.
const HOLE = '\uE000';

/** The value with a hole where the path leads, and what was there. */
function withHole(value: unknown, [step, ...rest]: readonly string[]): Holed {
  const isHolder = typeof value === 'object' && value !== null;
  if (step === undefined || !isHolder || !(step in value)) return { marked: HOLE, found: value };
  // `as`: the step is one of its keys.
  const within = withHole((value as Record<string, unknown>)[step], rest);
  const marked = Array.isArray(value)
    ? value.with(Number(step), within.marked)
    : { ...value, [step]: within.marked };
  return { marked, found: within.found };
}

interface Holed {
  marked: unknown;
  found: unknown;
}

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw) as unknown;
  } catch {
    return undefined;
  }
}
