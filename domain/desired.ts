import type {
  AssessedApproval,
  Assessment,
  DesiredAlert,
  DesiredApproval,
  DesiredLevels,
  Signal,
} from './assessment.ts';
import { present } from './present.ts';

/**
 * One alert for each signal that is not green, as bad as the signal itself; of one that is
 * unverified (待核) only as bad as is sure. Nobody is alerted of what is excused (正当理由), of what
 * recovers from red, nor of loaded history alone. Of the approvals each round that has begun, until the project is over.
 */
export function desired({ signals, approvals = [], closed }: Assessment): DesiredLevels {
  return {
    alerts: signals.flatMap(alertFor),
    approvals: closed ? [] : approvals.map(approvalFor),
  };
}

function approvalFor({ round, template, phase }: AssessedApproval): DesiredApproval {
  return present({ id: `approval/${round}`, round, template, phase });
}

function alertFor({ id, kind, colour, unverified, stock, exempt }: Signal): DesiredAlert[] {
  const severity = unverified?.heldColour ?? colour;
  if (severity === 'green' || stock === 'backfill') return [];
  if (exempt || kind === 'recovery') return [];
  return [{ id, severity, ...(stock && { stock: true }) }];
}
