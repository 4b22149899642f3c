import type { Pool, PoolClient } from 'pg';
import { core as ownCore } from '../domain/core.ts';
import type { Core } from '../domain/core.ts';
import { upstreamFirst } from '../domain/portfolio.ts';
import { dayOf } from '../domain/time.ts';
import { appendAudit, type AuditVia } from '../readmodel/audit.ts';
import { domainNow } from '../readmodel/clock.ts';
import { listDefinitions, lockDefinitions, putInForce } from '../readmodel/definitions.ts';
import { allDependencies, openApprovals, openProjects } from '../readmodel/open-projects.ts';
import type { DependencyEdge, OpenApproval, OpenProject } from '../readmodel/open-projects.ts';
import { inTransaction } from '../readmodel/pool.ts';
import { addRecheck, findRecheck, runningRecheck, type Recheck } from '../readmodel/rechecks.ts';
import { planRecheck } from './recheck-plan.ts';

/** What rechecks are begun with. */
export interface RecheckDeps {
  pool: Pool;
  clockOffsetMs: number;
  /** Another than the product's own in tests. */
  core?: Core;
}

/** How a recheck is to be done, and who asks for it. */
export interface RecheckRequest {
  /** Open projects keep the version of their lifecycle template; only new ones take the newer. */
  keepTemplates: boolean;
  /** Projects settled a second, at most. */
  ratePerSecond: number;
  actor: string;
  /** How it was asked for, for the audit. */
  via?: AuditVia;
}

/**
 * Puts the newest loaded definitions in force and notes every open project to be settled once more,
 * each after its approvals, in one transaction; the gateway does the rest. While a recheck runs it gives that one instead.
 */
export async function startRecheck(
  deps: RecheckDeps,
  { keepTemplates, ratePerSecond, actor, via = 'loopback' }: RecheckRequest,
): Promise<{ recheck: Recheck; started: boolean }> {
  const { pool, clockOffsetMs, core = ownCore } = deps;
  return inTransaction(pool, async (client) => {
    await lockDefinitions(client);
    const running = await runningRecheck(client);
    if (running) return { recheck: running, started: false };
    const startedAt = await domainNow(client, clockOffsetMs);
    const { changes } = planRecheck(await listDefinitions(client), dayOf(startedAt));
    const versions = changes.map(({ kind, id, to }) => ({ kind, id, version: to }));
    const generation = await putInForce(client, versions, startedAt);
    const order = {
      ...{ generation, definitions: changes, coreVersion: core.version },
      ...{ keepTemplates, ratePerSecond, actor, startedAt },
    };
    const subjects = (await openInOrder(client)).flatMap(subjectsOf);
    const recheck = await findRecheck(client, await addRecheck(client, order, subjects));
    if (!recheck) throw new Error('The recheck was not added');
    await appendAudit(client, {
      ...{ at: new Date().toISOString(), person: actor, via, act: 'recheck.start' },
      object: `recheck/${recheck.id}`,
      after: { definitions: changes, coreVersion: core.version, keepTemplates },
    });
    return { recheck, started: true };
  });
}

/** An open project with the edges to those that wait for it, and its open approvals. */
export interface ProjectInOrder extends OpenProject {
  dependants: DependencyEdge[];
  approvals: OpenApproval[];
}

/** All open projects, each after those that it waits for. */
export async function openInOrder(client: Pick<PoolClient, 'query'>): Promise<ProjectInOrder[]> {
  const approvals = groupBy(await openApprovals(client), ({ code }) => code);
  const edges = await allDependencies(client);
  const projects = await openProjects(client);
  const upstreamsOf = groupBy(edges, ({ dependant }) => dependant);
  const dependantsOf = groupBy(edges, ({ upstream }) => upstream);
  const waiting = projects.map((project) => ({
    ...project,
    dependencies: (upstreamsOf.get(project.code) ?? []).map(({ upstream }) => ({ on: upstream })),
    dependants: dependantsOf.get(project.code) ?? [],
    approvals: approvals.get(project.code) ?? [],
  }));
  return upstreamFirst(waiting);
}

/** A project with its approvals before it, so that it is then settled with what they say. */
export const subjectsOf = ({ subject, approvals }: ProjectInOrder): string[] => [
  ...approvals.map((approval) => approval.subject),
  subject,
];

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
