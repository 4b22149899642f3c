import type { Day } from '../time.ts';
import type { GateAssessment } from './assessment.ts';
import type { GraphContext } from './requirements.ts';
import { metOn, unmet } from './requirements.ts';
import type { ApprovalGate, ApprovalTemplate } from './template.ts';

/** The gates of a template in its order: what each lacks, when it opened, or when it is expected to. */
export function gatesOf(
  { gates }: Pick<ApprovalTemplate, 'gates'>,
  context: GraphContext,
  /** By milestone, as `scheduleOf` finds them. */
  expected: ReadonlyMap<string, Day>,
): GateAssessment[] {
  return gates.map((gate) => gateOf(gate, context, expected.get(gate.milestone)));
}

function gateOf(
  { milestone, hard, soft }: ApprovalGate,
  context: GraphContext,
  expected: Day | undefined,
): GateAssessment {
  const { missing, undetermined } = unmet({ all: hard }, context);
  const open = missing.length === 0;
  const openedOn = metOn({ all: hard }, context);
  return {
    milestone,
    open,
    ...(openedOn && { openedOn }),
    missing,
    undetermined,
    soft: unmet({ all: soft }, context).missing,
    ...(!open && expected && { expected }),
  };
}
