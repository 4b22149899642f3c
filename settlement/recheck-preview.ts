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
import { appliedFacts } from '../readmodel/facts.ts';
import type { DependencyEdge, OpenProject } from '../readmodel/open-projects.ts';
import { inTransaction } from '../readmodel/pool.ts';
import { canonicalJson } from '../schemas/canonical-json.ts';
import { catalogueOf, templatesOf } from '../schemas/definition-rows.ts';
import type { Catalogue } from '../schemas/definitions.ts';
import { withTemplates } from './catalogue.ts';
import { planRecheck, type RecheckPlan } from './recheck-plan.ts';
import { projectRules } from './project-rules.ts';
import { openInOrder, type RecheckDeps } from './recheck.ts';
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
    const room: Room = { client, core, now, told: new Map() };
    for (const project of projects) {
      const catalogue = rules(keepTemplates ? project.templateVersion : null);
      await look(room, { project, catalogue, preview });
    }
    return preview;
  });
}

interface Room {
  client: PoolClient;
  core: Core;
  now: Instant;
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
  project: OpenProject & { dependants: DependencyEdge[] };
  catalogue: Catalogue;
  preview: RecheckPreview;
}

async function look(room: Room, { project, catalogue, preview }: Looked): Promise<void> {
  const { client, core, told } = room;
  const { code, name, colour: from, subject } = project;
  const now = laterOf(room.now, project.assessedAt ?? '');
  const facts = [...(await appliedFacts(client, subject)), ...(told.get(code) ?? [])];
  try {
    const rules = projectRules(core, catalogue);
    const after = assessStanding(rules, foldStanding(rules, facts, false), now);
    if (after.colour !== from) preview.changed.push({ code, name, from, to: after.colour });
    tell(room, project, after);
  } catch (error) {
    preview.failed.push({ code, fault: error instanceof Error ? error.message : String(error) });
  }
}

function tell({ told, now }: Room, project: Looked['project'], after: Assessment): void {
  for (const { dependant, milestone, told: last } of project.dependants) {
    const date = upstreamDate(after, milestone);
    if (!date || canonicalJson(date) === canonicalJson(last)) continue;
    const fact = upstreamFact({ now }, date, project.revision + 1);
    told.set(dependant, [...(told.get(dependant) ?? []), fact]);
  }
}
