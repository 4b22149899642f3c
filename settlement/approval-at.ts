import type { ApprovalAssessment } from '../domain/approval/assessment.ts';
import { approvalCore } from '../domain/approval/core.ts';
import type { ApprovalDossier } from '../domain/approval/dossier.ts';
import type { ApprovalTemplate } from '../domain/approval/template.ts';
import type { FoldOptions } from '../domain/fold.ts';
import type { Instant, Moment } from '../domain/time.ts';
import { endOf, isDay } from '../domain/time.ts';
import { readMoment } from '../readmodel/definitions.ts';
import { shift } from '../readmodel/clock.ts';
import { appliedFacts } from '../readmodel/facts.ts';
import { findSubject, type SubjectRow } from '../readmodel/subjects.ts';
import { UnknownDefinitionError } from '../schemas/definitions.ts';
import { approvalDefinitionsOf } from './approval-rules.ts';
import type { View, ViewDeps } from './assess-at.ts';
import { SubjectFaulted } from './errors.ts';

/** What was found. */
export interface ApprovalAt {
  row: SubjectRow;
  assessment: ApprovalAssessment;
  dossier: ApprovalDossier;
  /** The version that it follows, or followed. */
  template: ApprovalTemplate;
  /** The domain time for which it holds. */
  at: Instant;
}

/**
 * An approval as it is, was, or was known, or (`version`) would be by another version of its
 * template: from its facts, by today's rules; nothing is written. `undefined` when there was none.
 * Throws UnknownDefinitionError for a version that nobody has loaded, SubjectFaulted where its own
 * facts can't be told.
 */
export async function approvalAt(
  { pool, rules, clockOffsetMs }: Omit<ViewDeps, 'core'>,
  subject: string,
  { asOf, knownAt, version }: ApprovalViewpoint = {},
): Promise<ApprovalAt | undefined> {
  const row = await findSubject(pool, subject);
  if (!row) return undefined;
  const facts = await appliedFacts(pool, subject);
  const { realNow, generation, templateVersion } = await readMoment(pool, subject);
  const catalogue = await rules.at(pool, generation, null);
  const moment = asOf ?? knownAt;
  const at = moment === undefined ? shift(realNow, clockOffsetMs) : latestOf(moment);
  return telling(subject, () => {
    const told = approvalCore.fold(facts, axes(asOf, knownAt));
    if (!told.opening) return undefined;
    const dossier = version === undefined ? told : movedTo(told, version);
    const definitions = approvalDefinitionsOf(catalogue, dossier, templateVersion);
    // The latch belongs to the present, and gives way when the project goes on; the past has none.
    const closed = moment === undefined && row.closed && dossier.project?.closed !== false;
    const assessment = approvalCore.assess(dossier, definitions, at, { closed });
    return { row, assessment, dossier, template: definitions.template, at };
  });
}

/** From where an approval is looked at; from now, as it is, unless told otherwise. */
interface ApprovalViewpoint extends Omit<View, 'policy'> {
  /** Of its template. */
  version?: string | undefined;
}

const axes = (asOf: Moment | undefined, knownAt: Moment | undefined): FoldOptions => ({
  ...(asOf !== undefined && { asOf }),
  ...(knownAt !== undefined && { knownAt }),
});

const movedTo = (dossier: ApprovalDossier, version: string): ApprovalDossier => ({
  ...dossier,
  movedTo: { version, ref: { source: '/preview', id: version } },
});

function telling<T>(subject: string, tell: () => T): T {
  try {
    return tell();
  } catch (error) {
    if (error instanceof UnknownDefinitionError) throw error;
    throw new SubjectFaulted(subject, error);
  }
}

const latestOf = (moment: Moment): Instant => (isDay(moment) ? endOf(moment) : moment);
