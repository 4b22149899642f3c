import { createHash } from 'node:crypto';
import type { ApprovalAssessment } from '../domain/approval/assessment.ts';
import type { ApprovalStanding } from '../domain/approval/fact.ts';
import { newsOf } from '../domain/approval/standing.ts';
import type { Fact, FactOf } from '../domain/fact.ts';
import type { FactFor } from '../readmodel/facts.ts';
import { projectCodeOf, projectSubject } from '../readmodel/subject-id.ts';
import { canonicalJson } from '../schemas/canonical-json.ts';
import type { ApprovalHearing, ApprovalSession } from './approval-kind.ts';
import { approvalDefinitionsOf } from './approval-rules.ts';
import { certificateNews } from './told-certificates.ts';
import { connectionNews } from './told-connections.ts';

/** What a settle of an approval leaves to its project and to itself. */
export interface Telling {
  isNews: boolean;
  awakened: readonly string[];
  toldHash: string | null;
  /** Right with the revision that the settle gets. */
  factsAt: (revision: number) => FactFor[];
}

/**
 * What its project must hear of an approval: how it stands, where that changed, and what people have
 * certified here, since no system of an authority says it. Nothing while facts are left for the next
 * settle, so that a project never sees half of the past.
 */
export function planTelling(
  session: ApprovalSession,
  { found, ruling, after }: ApprovalHearing,
): Telling {
  const { subject, now, trace } = session;
  const { row, facts, own } = found;
  if (facts.more) return { isNews: false, awakened: [], toldHash: row.toldHash, factsAt: () => [] };
  const toldHash = hashOf(newsOf(after.standing));
  const isMoved = toldHash !== row.toldHash;
  const source = `/${subject}`;
  const { facts: all, dossier } = ruling.standing;
  const items = dossier
    ? approvalDefinitionsOf(session.catalogue, dossier, session.templateVersion).template.items
    : [];
  const evidence = [
    ...certificateNews(own.certificates, { after, source, now, items, facts: all }),
    ...connectionNews(ruling.accepted, { items, source, now }),
  ];
  const announces = after.announcements.length > 0;
  const project = projectSubject(projectCodeOf(subject));
  const isNews = isMoved || evidence.length > 0;
  const factsAt = (revision: number): FactFor[] => {
    const stands = isMoved ? [approvalStandingFact(after.standing, { source, revision, now })] : [];
    const news: Fact[] = [...evidence, ...stands];
    return news.map((fact) => ({ subject: project, fact, traceparent: trace.traceparent() }));
  };
  const awakened = [...(announces ? [subject] : []), ...(isNews ? [project] : [])];
  return { isNews, awakened, toldHash, factsAt };
}

/** An approval's own word that silence will count as consent, each announcement once. */
export function tellSelf(
  {
    subject,
    now,
    trace,
  }: Pick<ApprovalSession, 'subject' | 'now'> & {
    trace: Pick<ApprovalSession['trace'], 'traceparent'>;
  },
  { announcements }: ApprovalAssessment,
): FactFor[] {
  return announcements.map((data) => {
    const { item, round, department, ahead, due } = data;
    const fact: FactOf<'approval.consentAnnounced.v1'> = {
      source: `/${subject}`,
      id: ['announced', item, round, department, ahead, due].join('/'),
      type: 'approval.consentAnnounced.v1',
      occurredAt: now,
      arrivedAt: now,
      data,
    };
    return { subject, fact, traceparent: trace.traceparent() };
  });
}

/** The fact by which a project hears how one of its approvals stands; `source` is the approval's. */
export function approvalStandingFact(
  data: ApprovalStanding,
  { source, revision, now }: { source: string; revision: number; now: string },
): FactOf<'approval.standing.v1'> {
  return {
    source,
    id: `standing/${revision}`,
    type: 'approval.standing.v1',
    // Orders those told within one millisecond.
    sequence: revision,
    occurredAt: now,
    arrivedAt: now,
    data,
  };
}

const hashOf = (news: object): string =>
  createHash('sha256').update(canonicalJson(news)).digest('hex');
