import { dayOf } from '../time.ts';
import type { QualityNote, Step } from './dossier.ts';
import type { ApplicationRecord, ClockStop } from './record.ts';

/** A record while its steps are traced. */
export interface Draft extends Omit<ApplicationRecord, 'notes'> {
  tracing: {
    notes: Note[];
    /** Stops for a correction that its answer has ended; the source may still say when the clock ran again. */
    answered: ClockStop[];
    /** Revocations of certificates by number, which may come before the certificate itself. */
    revocations: Record<string, { on: string; reason: string; ref: QualityNote['ref'] }>;
  };
}

/** A note that still has to be borne out: a gap is none once what was missing is known. */
export interface Note extends QualityNote {
  missing?: Missing;
}

/** What a gap waits for: the acceptance, or the certificate of a number. */
export type Missing = 'accepted' | { certNo: string };

/** A record before its first step. */
export const emptyDraft = (item: string, no: string): Draft => ({
  item,
  no,
  state: 'notStarted',
  mode: 'normal',
  corrections: [],
  stops: [],
  extensions: [],
  deficiencies: [],
  opinions: [],
  certificates: [],
  utility: {},
  rectifications: [],
  lastStepAt: '',
  refs: [],
  tracing: { notes: [], answered: [], revocations: {} },
});

/** Notes about the application for a person to look at. */
export function note(
  draft: Draft,
  code: QualityNote['code'],
  { kind, at, ref }: Step,
  words: Record<string, string> = {},
): Note {
  const added: Note = {
    code,
    item: draft.item,
    application: draft.no,
    words: { step: kind, on: dayOf(at), ...words },
    ref,
  };
  draft.tracing.notes.push(added);
  return added;
}

/** Its correction round that is still unanswered. */
export const openCorrection = ({ corrections }: Draft) =>
  corrections.find(({ answeredAt }) => answeredAt === undefined);

/** Its stops that have not ended, oldest first; those of corrections end with their answer. */
export const openStops = ({ stops }: Draft) => stops.filter(({ to }) => to === undefined);
