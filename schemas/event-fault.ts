import type { z } from 'zod';
import { PROJECT_CODE } from './event-data.ts';
import { faultsOf, type Fault } from './fault.ts';
import { MOMENT, MONTH } from './moment.ts';

/** What is wrong with a message, as a code with its values: sentences are made of it in any language. */
export type FaultKind =
  | {
      code:
        | 'missing'
        | 'notADay'
        | 'noSuchDay'
        | 'notAMonth'
        | 'notACode'
        | 'ownSource'
        | 'endsBeforeItBegins'
        | 'unchangeable'
        | 'unstorable'
        | 'notJson'
        | 'notAnObject'
        | 'conflict'
        | 'unfit';
    }
  | { code: 'wrongType'; expected: ExpectedType }
  | { code: 'notAmong'; among: string[] }
  | { code: 'tooLong' | 'tooMany' | 'tooLarge' | 'tooSmall'; limit: number }
  | { code: 'wrongMediaType'; received: string }
  | { code: 'unknownType'; type: string }
  | { code: 'futureDated'; occurredAt: string; now: string };

/** A fault of an event, with its kind beside the words of the validator. */
export interface EventFault extends Fault {
  kind: FaultKind;
}

/** A fault as it is kept with a dead letter. */
export type LetterFault = Omit<EventFault, 'message'>;

const EXPECTED_TYPES = ['string', 'number', 'int', 'boolean', 'array', 'object'] as const;
type ExpectedType = (typeof EXPECTED_TYPES)[number];

/** The faults of what was parsed with `reportInput`, in its order, below `root`. */
export function eventFaultsOf(error: z.ZodError, root?: string): EventFault[] {
  const faults = faultsOf(error, root);
  return error.issues.flatMap((issue, nth) => {
    const fault = faults[nth];
    return fault ? [{ ...fault, kind: kindOf(issue) }] : [];
  });
}

function kindOf(issue: z.core.$ZodIssue): FaultKind {
  if (issue.input === undefined) return { code: 'missing' };
  return ofSize(issue) ?? ofShape(issue) ?? { code: 'unfit' };
}

function ofSize(issue: z.core.$ZodIssue): FaultKind | undefined {
  if (issue.code === 'too_small') return { code: 'tooSmall', limit: Number(issue.minimum) };
  if (issue.code !== 'too_big') return undefined;
  return { code: TOO_BIG[issue.origin] ?? 'tooLarge', limit: Number(issue.maximum) };
}

function ofShape(issue: z.core.$ZodIssue): FaultKind | undefined {
  if (issue.code === 'invalid_type') return wrongType(issue.expected);
  if (issue.code === 'invalid_value') return { code: 'notAmong', among: issue.values.map(String) };
  const code =
    issue.code === 'invalid_format'
      ? FORMATS.get(issue.pattern ?? '')
      : REFINED.find((one) => issue.code === 'custom' && one === issue.params?.['fault']);
  return code && { code };
}

function wrongType(expected: string): FaultKind {
  if (expected === 'never') return { code: 'unchangeable' };
  const known = EXPECTED_TYPES.find((one) => one === expected);
  return known ? { code: 'wrongType', expected: known } : { code: 'unfit' };
}

const TOO_BIG: Readonly<Record<string, 'tooLong' | 'tooMany'>> = {
  string: 'tooLong',
  array: 'tooMany',
};

// Patterns have no code of their own: their text is what an issue names.
const FORMATS = new Map<string, 'notADay' | 'notAMonth' | 'notACode'>([
  [String(MOMENT), 'notADay'],
  [String(MONTH), 'notAMonth'],
  [String(PROJECT_CODE), 'notACode'],
]);

// What refinements of events' schemas name as `fault` in their `params`.
const REFINED = ['noSuchDay', 'ownSource', 'endsBeforeItBegins'] as const;
