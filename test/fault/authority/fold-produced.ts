import type { ApprovalAssessment } from '../../../domain/approval/assessment.ts';
import { approvalCore } from '../../../domain/approval/core.ts';
import { HEARD_BY_APPROVALS, type ProjectStanding } from '../../../domain/approval/fact.ts';
import { core } from '../../../domain/core.ts';
import type { Fact, FactOf } from '../../../domain/fact.ts';
import { projectStanding } from '../../../domain/project-standing.ts';
import { dayOf, type Instant } from '../../../domain/time.ts';
import { decode, encode } from '../../../gateway/codec.ts';
import type { RawCloudEvent } from '../../../schemas/cloud-event.ts';
import { approvalDefinitionsFor, definitionsFor } from '../../../schemas/definitions.ts';
import { toFact } from '../../../schemas/to-fact.ts';
import { catalogue } from '../../support/a-project.ts';

/** What was said of one project, as it left its sources, and how it was registered. */
export interface Produced {
  code: string;
  registration: FactOf<'command.register.v1'>;
  events: readonly RawCloudEvent[];
}

/** When the engine looked. */
interface Looked {
  project: Instant;
  approval: Instant;
}

/**
 * What the pure core says of a project's approval by what was produced alone: of the engine's own
 * facts there is but the opening and how the project stands, and both are found here anew.
 */
export function foldProduced(produced: Produced, looked: Looked): ApprovalAssessment {
  const { code, registration } = produced;
  const facts = factsOf(produced);
  const standing = standingOf([registration, ...facts], looked.project);
  const on = dayOf(registration.occurredAt);
  const opening = { project: code, round: 1, template: 'G', on };
  const heard = [
    own('approval.opened.v1', registration.occurredAt, opening),
    own('project.standing.v1', looked.project, standing),
    ...facts.filter(({ type }) => HEARD_BY_APPROVALS.test(type)),
  ];
  const definitions = approvalDefinitionsFor(catalogue, { id: 'G', version: null });
  const dossier = approvalCore.fold(heard);
  return approvalCore.assess(dossier, definitions, looked.approval, { closed: false });
}

function factsOf({ events, code }: Produced): Fact[] {
  return events.flatMap((event) => {
    const decoded = decode(encode(event, 'structured'));
    if (!decoded.ok) throw new Error(`The offices said something invalid: ${decoded.detail}`);
    const arrivedAt = decoded.event.data.occurredAt;
    return decoded.event.data.projectCode === code ? [toFact(decoded.event, arrivedAt)] : [];
  });
}

function standingOf(facts: readonly Fact[], now: Instant): ProjectStanding {
  const dossier = core.fold(facts);
  if (!dossier.registration) throw new Error('Nobody has registered the project');
  const definitions = definitionsFor(catalogue, dossier.registration);
  return projectStanding(core.assess(dossier, definitions, now, { closed: false }), dossier);
}

const own = <T extends Fact['type']>(type: T, at: Instant, data: FactOf<T>['data']): Fact =>
  // `as`: type and data are those of one fact, which a union can't be told.
  ({ source: '/test', id: type, type, occurredAt: at, arrivedAt: at, data }) as Fact;
