import type { ApprovalAssessment } from '../domain/approval/assessment.ts';
import type { ApprovalCore } from '../domain/approval/core.ts';
import type { ApprovalDossier } from '../domain/approval/dossier.ts';
import type { Day } from '../domain/time.ts';
import { findApprovalSnapshot, saveApprovalSnapshot } from '../readmodel/approval-snapshots.ts';
import { addFacts } from '../readmodel/facts.ts';
import { addToOutbox } from '../readmodel/outbox.ts';
import type { Queryable } from '../readmodel/pool.ts';
import { together } from '../readmodel/pool.ts';
import type { WorkItemRow } from '../readmodel/work-items.ts';
import { closeWorkItems, openWorkItems, workItemsOf } from '../readmodel/work-items.ts';
import { approvalHeadline } from './approval-headline.ts';
import { requestsOf } from './approval-requests.ts';
import { approvalRules } from './approval-rules.ts';
import type { SubjectWords } from './decision.ts';
import { judgeApproval } from './judge-approval.ts';
import type { Consequences, Hearing, Kind } from './kind.ts';
import { snapshotOf, type RuledSession } from './session.ts';
import { planTelling, tellSelf } from './tell-project.ts';
import type { CertificateTold } from './told-certificates.ts';
import { certificatesTold } from './told-certificates.ts';
import { noWork, planWork } from './work-plan.ts';

/** What a settle reads of an approval beside its facts. */
export interface ApprovalReading {
  workItems: WorkItemRow[];
  /** What its project was told of certificates that people have recorded here. */
  certificates: CertificateTold[];
}

export type ApprovalKind = Kind<ApprovalDossier, ApprovalAssessment, ApprovalReading>;
export type ApprovalSession = RuledSession<ApprovalDossier, ApprovalAssessment>;
export type ApprovalHearing = Hearing<ApprovalDossier, ApprovalAssessment, ApprovalReading>;

/** How approvals are settled: their work is handed out, and their project hears how they stand. */
export const approvalKind = (core: ApprovalCore): ApprovalKind => ({
  read,
  // It keeps its template's version by itself, and no lifecycle concerns it.
  catalogueAt: (rulebook, client, { generation }) => rulebook.at(client, generation, null),
  rulesOf: ({ catalogue, templateVersion }) => approvalRules(core, catalogue, templateVersion),
  beginsByCommand: false,
  // It is over when its project is, and goes on with it.
  latch: (closed, dossier) => closed && dossier?.project?.closed !== false,
  judge: (session, { standing }, command) =>
    Promise.resolve(judgeApproval(core, session, standing, command)),
  consequences: (session, hearing) => Promise.resolve(consequencesOf(session, hearing)),
  wordsOf,
});

async function read(client: Queryable, subject: string) {
  const [before, workItems, certificates] = await together([
    findApprovalSnapshot(client, subject),
    workItemsOf(client, subject),
    certificatesTold(client, subject),
  ]);
  return { before, own: { workItems, certificates } };
}

function consequencesOf(session: ApprovalSession, hearing: ApprovalHearing): Consequences {
  const { found, after } = hearing;
  const { subject, now } = session;
  // With only a part of what waits nobody knows yet what is to be done.
  const { more } = found.facts;
  const work = more ? noWork : planWork(found.own.workItems, after);
  const telling = planTelling(session, hearing);
  const ownWords = more ? [] : tellSelf(session, after);
  const isTold = work.asks.length + work.callOffs.length > 0;
  return {
    isNews: work.opened.length + work.closed.length > 0 || telling.isNews,
    levelsAt: () => [],
    levelsMoved: false,
    isTold,
    awakened: telling.awakened,
    toldHash: telling.toldHash,
    writeApart: () => Promise.resolve(),
    async write(writer, revision) {
      await openWorkItems(writer, subject, { duties: work.opened, at: now });
      await closeWorkItems(writer, subject, { items: work.closed, at: now });
      await saveApprovalSnapshot(writer, snapshotOf(session, { after, revision }));
      await addToOutbox(writer, requestsOf(session, { work, after, revision }));
      await addFacts(writer, [...telling.factsAt(revision), ...ownWords]);
    },
  };
}

function wordsOf(assessment: ApprovalAssessment, today: Day): SubjectWords {
  const { name, phase = '', status, colour, manager = null, stages } = assessment;
  const stage = stages.find(({ done, of }) => done < of)?.id ?? '';
  const headline = `${today}: ${approvalHeadline(assessment)}`;
  return { stage, phase, status, colour, manager, kind: 'approval', name, headline };
}
