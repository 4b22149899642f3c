import type { Assessment } from '../domain/assessment.ts';
import type { Core } from '../domain/core.ts';
import type { Dossier } from '../domain/dossier.ts';
import { explain } from '../domain/explain.ts';
import type { Day } from '../domain/time.ts';
import type { Dependant } from '../readmodel/dependencies.ts';
import { dependantsOf } from '../readmodel/dependencies.ts';
import type { LevelRow } from '../readmodel/levels.ts';
import { levelsOf, wantLevels } from '../readmodel/levels.ts';
import type { Queryable } from '../readmodel/pool.ts';
import { together } from '../readmodel/pool.ts';
import type { KeptCase } from '../readmodel/alert-cases.ts';
import { openCases } from '../readmodel/alert-cases.ts';
import { findSnapshot, saveSnapshot } from '../readmodel/snapshots.ts';
import { projectCodeOf, projectSubject } from '../readmodel/subject-id.ts';
import type { Told } from '../readmodel/told-projects.ts';
import { toldOf } from '../readmodel/told-projects.ts';
import { withClosed } from './closed-cases.ts';
import type { SubjectWords } from './decision.ts';
import { guarded } from './faults.ts';
import { judgeProject } from './judge-project.ts';
import type { Consequences, Hearing, Kind } from './kind.ts';
import { levelsAfter, movedLevels } from './levels.ts';
import { planReport, tellOthers } from './outbox.ts';
import { projectRules } from './project-rules.ts';
import { snapshotOf, type RuledSession } from './session.ts';
import { casesAfter, planAlerts, signalsNamed, tellAlerts } from './tell-alerts.ts';
import { planApprovals, tellApprovals } from './tell-approvals.ts';
import { datesToTell, tellDependants } from './upstream.ts';

/** What a settle reads of a project beside its facts. */
export interface ProjectReading {
  levels: LevelRow[];
  dependants: Dependant[];
  told: Told | undefined;
  /** Those that are not closed. */
  cases: KeptCase[];
}

export type ProjectKind = Kind<Dossier, Assessment, ProjectReading>;
export type ProjectSession = RuledSession<Dossier, Assessment>;
export type ProjectHearing = Hearing<Dossier, Assessment, ProjectReading>;

/** How projects are settled: other systems, dependants and approvals are told, approvals and alerts desired. */
export const projectKind = (core: Core): ProjectKind => ({
  read,
  catalogueAt: (rulebook, client, { generation, templateVersion, moves }) =>
    // Only a recheck moves a project to another version of its template.
    rulebook.at(client, generation, moves ? null : templateVersion),
  rulesOf: ({ catalogue }) => projectRules(core, catalogue),
  beginsByCommand: true,
  latch: (closed) => closed,
  judge: async (session, { standing, own, accepted }, command) => {
    const cases = await withClosed(session, own.cases, signalsNamed(command));
    return judgeProject(core, session, { standing, cases: casesAfter(cases, accepted) }, command);
  },
  consequences: (session, hearing) => consequencesOf(core, session, hearing),
  wordsOf,
});

async function read(client: Queryable, subject: string) {
  const code = projectCodeOf(subject);
  const [before, levels, dependants, told, cases] = await together([
    findSnapshot(client, subject),
    levelsOf(client, subject),
    dependantsOf(client, code),
    toldOf(client, subject),
    openCases(client, code),
  ]);
  return { before, own: { levels, dependants, told, cases } };
}

async function consequencesOf(
  core: Core,
  session: ProjectSession,
  hearing: ProjectHearing,
): Promise<Consequences> {
  const { found, after } = hearing;
  const { levels, dependants } = found.own;
  const desired = core.desired(after);
  const wanted = desired.alerts.map(({ id }) => id);
  const cases = await withClosed(session, found.own.cases, wanted);
  const alerts = planAlerts(core, session, { hearing, desired: desired.alerts, cases });
  const moved = movedLevels(levels, desired, alerts.toTell);
  const report = planReport(hearing);
  const dates = datesToTell(dependants, after);
  const approvals = planApprovals(session, hearing, desired.approvals);
  const isTold = report.tellings.length + alerts.tellings.length > 0;
  return {
    isNews: moved.length > 0 || alerts.moved.length > 0 || isTold,
    levelsAt: (revision) => levelsAfter(levels, moved, revision),
    levelsMoved: moved.length > 0,
    isTold,
    awakened: [...dates.map(({ edge }) => projectSubject(edge.dependant)), ...approvals.awakened],
    toldHash: approvals.toldHash,
    writeApart: (revision) => tellDependants(session, dates, revision),
    async write(writer, revision) {
      const { subject, now } = session;
      await wantLevels(writer, subject, { levels: moved, revision, at: now });
      await saveSnapshot(writer, snapshotOf(session, { after, revision }));
      await tellOthers(writer, session, { report, revision });
      await tellAlerts(writer, session, { alerts, hearing, revision });
      await tellApprovals(writer, approvals, revision);
    },
  };
}

function wordsOf(assessment: Assessment, today: Day): SubjectWords {
  const { stage, phase, status, colour, kind, name, people } = assessment;
  const { headline } = guarded(explain)(assessment, today, 'en');
  return {
    ...{ stage, phase, status, colour, kind, name },
    manager: people.manager ?? null,
    // With its day, because the counts in it are of that day and a page may show it for weeks.
    headline: `${today}: ${headline}`,
  };
}
