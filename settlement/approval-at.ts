import type { ApprovalAssessment } from '../domain/approval/assessment.ts';
import { approvalCore } from '../domain/approval/core.ts';
import type { ApprovalDossier } from '../domain/approval/dossier.ts';
import type { ApprovalTemplate } from '../domain/approval/template.ts';
import type { FoldOptions } from '../domain/fold.ts';
import type { Instant } from '../domain/time.ts';
import { endOf, isDay } from '../domain/time.ts';
import { readMoment } from '../readmodel/definitions.ts';
import { shift } from '../readmodel/clock.ts';
import { appliedFacts } from '../readmodel/facts.ts';
import { findSubject, type SubjectRow } from '../readmodel/subjects.ts';
import { approvalDefinitionsOf } from './approval-rules.ts';
import type { View, ViewDeps } from './assess-at.ts';

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
 * An approval as it is, was, or was known: from its facts, by today's rules; nothing is written.
 * `undefined` when there was none. Throws UnknownDefinitionError as its settle would.
 */
export async function approvalAt(
  { pool, rules, clockOffsetMs }: Omit<ViewDeps, 'core'>,
  subject: string,
  { asOf, knownAt }: Omit<View, 'policy'> = {},
): Promise<ApprovalAt | undefined> {
  const row = await findSubject(pool, subject);
  if (!row) return undefined;
  const options: FoldOptions = {
    ...(asOf !== undefined && { asOf }),
    ...(knownAt !== undefined && { knownAt }),
  };
  const dossier = approvalCore.fold(await appliedFacts(pool, subject), options);
  if (!dossier.opening) return undefined;
  const { realNow, generation, templateVersion } = await readMoment(pool, subject);
  const catalogue = await rules.at(pool, generation, null);
  const definitions = approvalDefinitionsOf(catalogue, dossier, templateVersion);
  const moment = asOf ?? knownAt;
  const at = moment === undefined ? shift(realNow, clockOffsetMs) : latestOf(moment);
  // The latch belongs to the present, and gives way when the project goes on; the past has none.
  const closed = moment === undefined && row.closed && dossier.project?.closed !== false;
  const assessment = approvalCore.assess(dossier, definitions, at, { closed });
  return { row, assessment, dossier, template: definitions.template, at };
}

const latestOf = (moment: string): Instant => (isDay(moment) ? endOf(moment) : moment);
