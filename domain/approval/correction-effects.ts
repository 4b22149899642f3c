import type { Step, StepSays } from './dossier.ts';
import type { Draft } from './draft.ts';
import { openCorrection } from './draft.ts';
import type { CorrectionRound } from './record.ts';

/** Asks for a correction: a new round, unless it is the open one told again. */
export function askCorrection(draft: Draft, { says, at, ref }: Step): void {
  const open = openCorrection(draft);
  if (open && says.round === open.round) {
    if (open.documents.length === 0) open.documents = says.documents ?? [];
    return;
  }
  const replyBy = says.replyBy !== undefined && { replyBy: says.replyBy };
  openRound(draft, 'CORRECTION', {
    round: nextRound(draft, says.round),
    askedAt: at,
    ...replyBy,
    documents: says.documents ?? [],
    ref,
  });
}

/** A joint acceptance that failed: all that is wrong at once (一次性整改清单), to be looked at again. */
export function fail(draft: Draft, { says: { rectifications = [] }, at, ref }: Step): void {
  draft.rectifications = rectifications;
  draft.failedAcceptance = { at, ref };
  openRound(draft, 'RECTIFY', {
    round: nextRound(draft),
    askedAt: at,
    documents: rectifications.map(({ dept, issue }) => ({ name: dept, reason: issue })),
    ref,
  });
}

/** Answers the open round, makes up missing documents and says that the design has changed. */
export function resubmit(draft: Draft, { says, at }: Step): void {
  if (says.redesign) {
    draft.redesignedAt = at;
    draft.redesigns = (draft.redesigns ?? 0) + 1;
  }
  const open = openCorrection(draft);
  const names = says.documents?.map(({ name }) => name);
  // Without a list it is all that was asked for last: a correction, else the missing documents.
  const made = draft.deficiencies.filter(({ document }) => names?.includes(document) ?? !open);
  for (const deficiency of made) deficiency.madeUpAt ??= at;
  if (isAboutDeficiencies(draft, names)) return;
  endCorrection(draft, open, at);
}

// A source that stops the clock for a correction may say no more than that the answer has come.
function endCorrection(draft: Draft, open: CorrectionRound | undefined, at: string): void {
  if (open) answer(draft, open, at);
  const { tracing, stops } = draft;
  for (const stop of stops) {
    if (stop.reason !== 'CORRECTION' || stop.to !== undefined) continue;
    stop.to = at;
    tracing.answered.push(stop);
  }
}

/** A person bears out that a document was made up, or sends it back. */
export function checkDeficiency(draft: Draft, { says, at }: Step): void {
  for (const deficiency of draft.deficiencies) {
    if (!says.documents?.some(({ name }) => name === deficiency.document)) continue;
    if (says.result === 'passed') deficiency.madeUpAt ??= at;
    else delete deficiency.madeUpAt;
  }
}

type Asked = Omit<CorrectionRound, 'beforeAcceptance'>;

// Once accepted the clock stands still until the answer; asking again means that one has come.
function openRound(draft: Draft, reason: 'CORRECTION' | 'RECTIFY', asked: Asked): void {
  const open = openCorrection(draft);
  if (open) answer(draft, open, asked.askedAt);
  const beforeAcceptance = draft.acceptedAt === undefined;
  draft.corrections.push({ ...asked, beforeAcceptance });
  if (beforeAcceptance) return;
  const { askedAt: from, replyBy: plannedResumeOn, ref } = asked;
  const planned = plannedResumeOn !== undefined && { plannedResumeOn };
  draft.stops.push({ id: stopIdOf(asked), reason, from, ...planned, ref });
}

function answer(draft: Draft, round: CorrectionRound, at: string): void {
  round.answeredAt = at;
  const stop = draft.stops.find(({ id }) => id === stopIdOf(round));
  if (stop) stop.to ??= at;
}

const stopIdOf = ({ round }: Pick<CorrectionRound, 'round'>): string => `correction-${round}`;

// Sources that count no rounds say 1 each time.
function nextRound({ corrections }: Draft, said = 0): number {
  const last = corrections.at(-1)?.round ?? 0;
  return Math.max(said, last + 1);
}

function isAboutDeficiencies(
  { deficiencies }: Draft,
  names: NonNullable<StepSays['documents']>[number]['name'][] | undefined,
): boolean {
  if (!names || names.length === 0) return false;
  const missing = new Set(deficiencies.map(({ document }) => document));
  return names.every((name) => missing.has(name));
}
