import type { DeadLetterContent, DeadLetterRow } from '../readmodel/dead-letters.ts';
import type { LedgerQuestion } from '../readmodel/ledger-questions.ts';
import { withoutMoneyIn } from './money-fields.ts';
import { seesPart, type Sight } from './sight.ts';

/** What of a message a caller may see, with the paths of what was left out; the empty path is the whole. */
export interface SeenMessage extends Pick<DeadLetterContent, 'raw' | 'headers'> {
  withheld: string[];
}

/** A message without sums of money, where the caller may not see them; one that cannot be read is left out whole. */
export function messageFor(
  sight: Sight,
  { projectCode, raw, headers }: DeadLetterContent,
): SeenMessage {
  if (seesMoney(sight, projectCode)) return { raw, headers, withheld: [] };
  const content = readJson(raw ?? '');
  const said = withoutMoneyIn(headers);
  // `as`: texts that are kept stay as they are.
  const seen = { headers: said.content as Record<string, string> };
  const left = said.withheld.map((name) => `headers.${name}`);
  if (raw === null || raw === '') return { ...seen, raw, withheld: left };
  if (typeof content !== 'object' || content === null) {
    return { ...seen, raw: null, withheld: ['', ...left] };
  }
  const told = withoutMoneyIn(content, ATTRIBUTES);
  const text = told.withheld.length === 0 ? raw : JSON.stringify(told.content);
  return { ...seen, raw: text, withheld: [...told.withheld, ...left] };
}

/** The words of the validator, which may repeat what a message holds where its faults have no codes. */
export function detailFor(
  sight: Sight,
  { projectCode, detail, faults, reason }: DeadLetterRow,
): string | null {
  const isCoded = faults !== null && reason !== 'not-json';
  return isCoded || seesMoney(sight, projectCode) ? detail : null;
}

/** A question of a ledger without sums of money in what the row said, where the caller may not see them. */
export function questionFor<Q extends Pick<LedgerQuestion, 'subject' | 'said'>>(
  sight: Sight,
  question: Q,
): Q & { withheld: string[] } {
  const { subject, said } = question;
  if (seesMoney(sight, subject.split('/')[0] ?? null)) return { ...question, withheld: [] };
  const { content, withheld } = withoutMoneyIn(said);
  // `as`: fields that are kept stay as they are.
  return { ...question, said: content as Q['said'], withheld };
}

// A project that nobody has registered is of those who see every project's money.
const seesMoney = (sight: Sight, projectCode: string | null): boolean =>
  seesPart(sight, 'money', projectCode ?? '');

// Of a CloudEvent: they name things and hold no sums.
const ATTRIBUTES = ['id', 'source', 'type', 'subject', 'specversion', 'time', 'dataschema'];

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
