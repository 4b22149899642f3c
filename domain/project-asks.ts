import type { Assessment, MilestoneAssessment } from './assessment.ts';
import type { Label } from './definitions.ts';
import type { Role } from './fact.ts';
import type { Day } from './time.ts';

/** What a project waits for a person to do, beside its alerts and its approvals. */
export interface ProjectAsk {
  kind: 'planChange' | 'confirmation' | 'decision' | 'instruction' | 'need';
  /** The milestone, or the instruction's id. */
  object: string;
  label: Label;
  /** Of whom: a person by name, else anybody in one of these roles; `divisionLeader` is the project's own patron. */
  person?: string;
  roles?: readonly Role[];
  since?: Day;
  due?: Day;
}

/** All that a project asks of people now, in the order of its milestones, then of its instructions; nothing once it is closed. */
export function projectAsks(assessment: Assessment): ProjectAsk[] {
  if (assessment.closed) return [];
  return [
    ...assessment.milestones.flatMap((one) => milestoneAsks(one, assessment)),
    ...(assessment.instructions ?? []).flatMap(({ id, text, owner, due, on, doneOn, need }) =>
      doneOn === undefined
        ? [
            {
              kind: need ? 'need' : 'instruction',
              object: id,
              label: said(text),
              person: owner,
              since: on,
              due,
            } as const,
          ]
        : [],
    ),
  ];
}

// Dates are confirmed by whoever does not own them; what concerns the law is for leaders.
const CONFIRMERS: readonly Role[] = ['team', 'permitLiaison'];
const LEADERS: readonly Role[] = ['divisionLeader'];

function milestoneAsks(one: MilestoneAssessment, { findings }: Assessment): ProjectAsk[] {
  const { code: object, label, planChange, state, reportedOn } = one;
  const asks: ProjectAsk[] = [];
  if (planChange) asks.push({ kind: 'planChange', object, label, roles: [planChange.approver] });
  if (state === 'reported') {
    const until = findings.find(
      (finding) => finding.code === 'confirmationDue' && finding.object === object,
    )?.words['until'];
    asks.push({
      ...{ kind: 'confirmation', object, label, roles: CONFIRMERS },
      ...(reportedOn !== undefined && { since: reportedOn }),
      ...(until !== undefined && { due: until }),
    });
  }
  if (state === 'withdrawn' || state === 'withoutPermit') {
    asks.push({ kind: 'decision', object, label, roles: LEADERS });
  }
  return asks;
}

const said = (text: string): Label => ({ zh: text, en: text });
