import { readFileSync } from 'node:fs';
import type { ApprovalAssessment } from '../../domain/approval/assessment.ts';
import { approvalCore } from '../../domain/approval/core.ts';
import { HEARD_BY_APPROVALS, type ApprovalStanding } from '../../domain/approval/fact.ts';
import type { Assessment, DesiredApproval } from '../../domain/assessment.ts';
import { core } from '../../domain/core.ts';
import type { Fact, FactOf, Registration } from '../../domain/fact.ts';
import { projectStanding } from '../../domain/project-standing.ts';
import { dayOf, type Instant } from '../../domain/time.ts';
import { decode, encode } from '../../gateway/codec.ts';
import {
  approvalDefinitionsFor,
  definitionsFor,
  loadDefinitions,
} from '../../schemas/definitions.ts';
import { PeopleFile, type Person } from '../../schemas/person.ts';
import { parsePortfolio, type PortfolioEntry } from '../../schemas/portfolio.ts';
import { toFact } from '../../schemas/to-fact.ts';
import { withoutActuals } from '../../workers/sample-park.ts';

const PARK = new URL('../../definitions/sample-park/', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, PARK), 'utf8');

/** The lines of a file of the sample park, as they are sent. */
export const parkLines = (file: string): Record<string, unknown>[] =>
  read(file)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>); // `as`: whoever reads them checks them

/** The sample park's projects with what is expected of them. */
export const parkEntries = (): PortfolioEntry[] =>
  parsePortfolio(JSON.parse(read('portfolio.json'))).entries;

/** The people of the sample park. */
export const parkPeople = (): Person[] => PeopleFile.parse(JSON.parse(read('people.json'))).people;

/** The facts of the park's history by project, as they are known when it has been loaded at `now`. */
export function parkHistory(now: Instant): ReadonlyMap<string, readonly Fact[]> {
  const byCode = new Map<string, Fact[]>();
  for (const raw of parkLines('history.jsonl')) {
    const decoded = decode(encode(raw, 'structured'));
    if (!decoded.ok) throw new Error(`${String(raw['id'])}: ${decoded.detail}`);
    const code = decoded.event.data.projectCode;
    byCode.set(code, [...(byCode.get(code) ?? []), toFact(decoded.event, now)]);
  }
  return byCode;
}

/** A project of the park beside its approval, where it has one. */
export interface Standing {
  project: Assessment;
  approval?: ApprovalAssessment;
}

/** Where a project and its approval come to stand by such facts, once each has heard the other out. */
export function standingOf(
  registration: Registration,
  facts: readonly Fact[],
  now: Instant,
  policy?: string,
): Standing {
  const ruled = { ...withoutActuals(registration), ...(policy !== undefined && { policy }) };
  const own = [registered(ruled, now), ...facts];
  let stand = assessed(ruled, own, now);
  for (let told = ''; told !== JSON.stringify(stand.approval?.standing);) {
    told = JSON.stringify(stand.approval?.standing);
    if (!stand.approval) return stand;
    stand = assessed(ruled, [...own, said(stand.approval.standing, now)], now);
  }
  return stand;
}

const catalogue = loadDefinitions();

function assessed(registration: Registration, facts: readonly Fact[], now: Instant): Standing {
  const dossier = core.fold(facts);
  const definitions = definitionsFor(catalogue, registration);
  const project = core.assess(dossier, definitions, now, { closed: false });
  const [wanted] = core.desired(project).approvals;
  if (!wanted) return { project };
  const standing: FactOf<'project.standing.v1'> = {
    ...framed(`/project/${registration.code}`, 'standing', now),
    type: 'project.standing.v1',
    data: projectStanding(project, dossier),
  };
  const heard = facts.filter((fact) => isHeard(fact));
  const own = approvalCore.fold([opened(registration, wanted, now), standing, ...heard]);
  const rules = approvalDefinitionsFor(catalogue, { id: wanted.template, version: null });
  const approval = approvalCore.assess(own, { ...rules, policy: definitions.policy }, now, {
    closed: false,
  });
  return { project, approval };
}

const isHeard = ({ type, source }: Fact): boolean =>
  HEARD_BY_APPROVALS.test(type) && !source.startsWith('/approval/');

const framed = (source: string, id: string, now: Instant) => ({
  source,
  id,
  occurredAt: now,
  arrivedAt: now,
});

const registered = (registration: Registration, now: Instant): Fact => ({
  ...framed('/command', 'register', now),
  type: 'command.register.v1',
  data: { actor: { id: 'list', role: 'administrator' }, reason: 'import', registration },
});

const opened = (
  { code }: Registration,
  { round, template }: DesiredApproval,
  now: Instant,
): Fact => ({
  ...framed(`/project/${code}`, 'opened', now),
  type: 'approval.opened.v1',
  data: { project: code, round, template, on: dayOf(now), sample: true },
});

const said = (data: ApprovalStanding, now: Instant): Fact => ({
  ...framed(`/${data.approval}`, 'standing', now),
  type: 'approval.standing.v1',
  data,
});
