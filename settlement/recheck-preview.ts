import type { PoolClient } from 'pg';
import type { Assessment } from '../domain/assessment.ts';
import { core as ownCore } from '../domain/core.ts';
import type { Core } from '../domain/core.ts';
import type { Colour } from '../domain/definitions.ts';
import type { Fact } from '../domain/fact.ts';
import { dayOf, laterOf, type Instant } from '../domain/time.ts';
import { upstreamDate } from '../domain/upstream.ts';
import { domainNow } from '../readmodel/clock.ts';
import { listDefinitions, readDefinitions, readRulesInForce } from '../readmodel/definitions.ts';
import { appliedFactsOf } from '../readmodel/facts.ts';
import { inTransaction } from '../readmodel/pool.ts';
import { approvalSubject } from '../readmodel/subject-id.ts';
import { canonicalJson } from '../schemas/canonical-json.ts';
import { catalogueOf, templatesOf } from '../schemas/definition-rows.ts';
import type { Catalogue } from '../schemas/definitions.ts';
import { withTemplates } from './catalogue.ts';
import { planRecheck, type RecheckPlan } from './recheck-plan.ts';
import { standingsOf, standingsOfNew } from './preview-approvals.ts';
import { projectRules } from './project-rules.ts';
import { openInOrder, subjectsOf, type ProjectInOrder, type RecheckDeps } from './recheck.ts';
import { assessStanding, foldStanding } from './rules.ts';
import { upstreamFact } from './upstream.ts';

/** What a recheck would do now. */
export interface RecheckPreview extends RecheckPlan {
  coreVersion: number;
  /** Projects that would be settled. */
  open: number;
  changed: { code: string; name: string; from: Colour | null; to: Colour | null }[];
  /** Projects that could not be settled by the new rules. */
  failed: { code: string; fault: string }[];
}

/**
 * What `startRecheck` would put in force, and which projects would then have another colour, dates
 * that pass on to dependants included. Runs in a transaction that can't write.
 */
export async function previewRecheck(
  { pool, clockOffsetMs, core = ownCore }: RecheckDeps,
  { keepTemplates }: { keepTemplates: boolean },
): Promise<RecheckPreview> {
  return inTransaction(pool, async (client) => {
    await client.query('set transaction isolation level repeatable read, read only');
    const now = await domainNow(client, clockOffsetMs);
    const plan = planRecheck(await listDefinitions(client), dayOf(now));
    const rules = await rulesAfter(client, plan);
    const projects = await openInOrder(client);
    const preview: RecheckPreview = {
      ...plan,
      ...{ coreVersion: core.version, open: projects.length, changed: [], failed: [] },
    };
    const told: Room['told'] = new Map();
    for (let from = 0; from < projects.length; from += AT_A_READ) {
      const some = projects.slice(from, from + AT_A_READ);
      const factsOf = await appliedFactsOf(client, some.flatMap(subjectsOf));
      for (const project of some) {
        const catalogue = rules(keepTemplates ? project.templateVersion : null);
        look({ core, now, told, factsOf }, { project, catalogue, preview });
      }
    }
    return preview;
  });
}

const AT_A_READ = 100;

interface Room {
  core: Core;
  now: Instant;
  factsOf: ReadonlyMap<string, readonly Fact[]>;
  /** What projects looked at before would tell their dependants, by code. */
  told: Map<string, Fact[]>;
}

/** The catalogue after the recheck, for the template version that a project keeps; null: the one in force. */
async function rulesAfter(
  client: PoolClient,
  { changes }: RecheckPlan,
): Promise<(templateVersion: string | null) => Catalogue> {
  const { inForce, lifecycles, approvals } = await readRulesInForce(client);
  const versions = changes.map(({ kind, id, to }) => ({ kind, id, version: to }));
  const added = await readDefinitions(client, versions);
  const stays = inForce.filter(
    ({ kind, id }) =>
      !added.some((one) => one.kind === kind && (kind === 'calendar' || one.id === id)),
  );
  const catalogue = catalogueOf([...stays, ...added], approvals);
  const templates = templatesOf(lifecycles);
  return (version) => (version === null ? catalogue : withTemplates(catalogue, templates, version));
}

interface Looked {
  project: ProjectInOrder;
  catalogue: Catalogue;
  preview: RecheckPreview;
}

function look(room: Room, looked: Looked): void {
  const { project, preview } = looked;
  const { code, name, colour: from } = project;
  try {
    const after = assessWithApprovals(room, looked);
    if (after.colour !== from) preview.changed.push({ code, name, from, to: after.colour });
    tell(room, project, after);
  } catch (error) {
    preview.failed.push({ code, fault: error instanceof Error ? error.message : String(error) });
  }
}

/** A project with what its approvals would tell it, those among them that it would then open. */
function assessWithApprovals(
  { core, told, factsOf, now: today }: Room,
  { project, catalogue }: Looked,
): Assessment {
  const { code, subject, revision, approvals } = project;
  const now = laterOf(today, project.assessedAt ?? '');
  const rules = projectRules(core, catalogue);
  const at = { catalogue, now };
  const facts = [
    ...(factsOf.get(subject) ?? []),
    ...(told.get(code) ?? []),
    ...standingsOf(approvals, factsOf, at),
  ];
  const standing = foldStanding(rules, facts, false);
  const after = assessStanding(rules, standing, now);
  const known = new Set(approvals.map((one) => one.subject));
  const opened = core
    .desired(after)
    .approvals.filter(({ round }) => !known.has(approvalSubject(code, round)));
  if (opened.length === 0 || !standing.dossier) return after;
  const { dossier } = standing;
  const first = standingsOfNew(opened, { after, dossier, facts, revision }, at);
  return assessStanding(rules, foldStanding(rules, [...facts, ...first], false), now);
}

function tell({ told, now }: Room, project: Looked['project'], after: Assessment): void {
  for (const { dependant, milestone, told: last } of project.dependants) {
    const date = upstreamDate(after, milestone);
    if (!date || canonicalJson(date) === canonicalJson(last)) continue;
    const fact = upstreamFact({ now }, date, project.revision + 1);
    told.set(dependant, [...(told.get(dependant) ?? []), fact]);
  }
}
