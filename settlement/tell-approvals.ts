import { createHash } from 'node:crypto';
import { HEARD_BY_APPROVALS } from '../domain/approval/fact.ts';
import type { ProjectStanding } from '../domain/approval/fact.ts';
import type { Assessment, DesiredApproval } from '../domain/assessment.ts';
import type { Fact, FactOf } from '../domain/fact.ts';
import { projectStanding } from '../domain/project-standing.ts';
import type { Instant } from '../domain/time.ts';
import { dayOf } from '../domain/time.ts';
import type { FactFor } from '../readmodel/facts.ts';
import { addFacts } from '../readmodel/facts.ts';
import type { Writer } from '../readmodel/gathered-writes.ts';
import { approvalSubject, projectCodeOf } from '../readmodel/subject-id.ts';
import { addApproval } from '../readmodel/subjects.ts';
import { canonicalJson } from '../schemas/canonical-json.ts';
import type { ProjectHearing, ProjectSession } from './project-kind.ts';

/** What a settle of a project leaves to its approvals; nothing where it has none. */
export interface ApprovalNews {
  /** Those to be opened, with all that the project has heard of their matter. */
  opened: readonly string[];
  awakened: readonly string[];
  toldHash: string | null;
  /** Right with the revision that the settle gets. */
  factsAt: (revision: number) => FactFor[];
  at: Instant;
}

/** What its approvals must hear of a project now: new facts of their matter, and how it stands, where that changed. */
export function planApprovals(
  session: ProjectSession,
  { found, taken, ruling: { standing }, after }: ProjectHearing,
  desired: readonly DesiredApproval[],
): ApprovalNews {
  const { row, own } = found;
  const known = own.levels.filter(({ kind }) => kind === 'approval').map(({ levelId }) => levelId);
  const wanted = desired.filter(({ id }) => !known.includes(id));
  const { subject, now, trace } = session;
  if (known.length + wanted.length === 0 || !standing.dossier) {
    return { opened: [], awakened: [], toldHash: row.toldHash, factsAt: () => [], at: now };
  }
  const says = projectStanding(after, standing.dossier);
  const toldHash = hashOf(says);
  const news = heard(taken, standing.facts);
  const isMoved = toldHash !== row.toldHash;
  const code = projectCodeOf(subject);
  const opened = wanted.map(({ round }) => approvalSubject(code, round));
  const others = known.map((levelId) => approvalSubject(code, roundOfLevel(levelId)));
  const waiting = { waitsSince: now, traceparent: trace.traceparent() };
  const factsAt = (revision: number): FactFor[] => {
    const stands = standingFact(says, { code, revision, now });
    const forNew = wanted.flatMap((one) => {
      const subject = approvalSubject(code, one.round);
      const facts = openingFacts(one, { after, stands, facts: standing.facts, now });
      return facts.map((fact) => ({ subject, fact, ...waiting }));
    });
    const forOthers = others.flatMap((subject) =>
      [...(isMoved ? [stands] : []), ...news].map((fact) => ({ subject, fact, ...waiting })),
    );
    return [...forNew, ...forOthers];
  };
  const awakened = isMoved || news.length > 0 ? [...opened, ...others] : opened;
  return { opened, awakened, toldHash, factsAt, at: now };
}

/** The first facts of an approval: what it is, how its project stands, and all that this has heard of its matter. */
export function openingFacts(
  approval: DesiredApproval,
  of: { after: Assessment; stands: Fact; facts: readonly Fact[]; now: Instant },
): Fact[] {
  const { after, stands, facts, now } = of;
  const { code, sample } = after;
  return [openingFact(approval, { code, now, sample }), stands, ...heard(facts, facts)];
}

/** Opens approvals and leaves them their facts, in the transaction of the project's settle. */
export async function tellApprovals(
  writer: Writer,
  { opened, awakened, factsAt, at }: ApprovalNews,
  revision: number,
): Promise<void> {
  if (awakened.length === 0) return;
  for (const approval of opened) await addApproval(writer, approval, at);
  await addFacts(writer, factsAt(revision));
}

const roundOfLevel = (levelId: string): number => Number(levelId.slice('approval/'.length));

/** Those of `facts` that are of an approval's matter; `all` says what a correction or a void is about. */
function heard(facts: readonly Fact[], all: readonly Fact[]): Fact[] {
  const candidates = facts.filter(isHeard);
  if (!candidates.some(isAmendment)) return candidates;
  const unheard = new Set(all.filter((fact) => !isHeard(fact)).map(keyOf));
  return candidates.filter((fact) => {
    return !isAmendment(fact) || !unheard.has(keyOf({ ...fact, id: fact.data.target }));
  });
}

// What an approval has said itself it knows already.
const isHeard = ({ type, source }: Fact): boolean =>
  HEARD_BY_APPROVALS.test(type) && !source.startsWith('/approval/');

const isAmendment = (
  fact: Fact,
): fact is FactOf<'event.corrected.v1'> | FactOf<'event.voided.v1'> =>
  fact.type === 'event.corrected.v1' || fact.type === 'event.voided.v1';

const keyOf = ({ source, id }: Pick<Fact, 'source' | 'id'>): string => JSON.stringify([source, id]);

interface Telling {
  code: string;
  now: Instant;
}

/** The fact by which approvals hear how their project stands. */
export function standingFact(
  data: ProjectStanding,
  { code, revision, now }: Telling & { revision: number },
): FactOf<'project.standing.v1'> {
  return {
    source: `/project/${code}`,
    id: `standing/${revision}`,
    type: 'project.standing.v1',
    // Orders those told within one millisecond.
    sequence: revision,
    occurredAt: now,
    arrivedAt: now,
    data,
  };
}

function openingFact(
  { round, template, phase }: DesiredApproval,
  { code, now, sample }: Telling & { sample: boolean },
): FactOf<'approval.opened.v1'> {
  // Of the past nothing was asked: who is asked from now on has the whole of its time.
  const on = dayOf(now);
  return {
    source: `/project/${code}`,
    id: 'opened',
    type: 'approval.opened.v1',
    occurredAt: now,
    arrivedAt: now,
    data: {
      ...{ project: code, round, template, on },
      ...(phase !== undefined && { phase }),
      ...(sample && { sample: true as const }),
    },
  };
}

const hashOf = (standing: ProjectStanding): string =>
  createHash('sha256').update(canonicalJson(standing)).digest('hex');
