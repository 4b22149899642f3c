import type { ApprovalCommandFact, Role } from '../fact.ts';
import { APPROVERS, LEADERS, reservedTo } from '../roles.ts';
import type { Verdict } from '../verdict.ts';
import { accept } from '../verdict.ts';
import type { ItemTemplate } from './template.ts';

/** Who writes down what an authority or a department did. */
const CLERKS: readonly Role[] = ['permitLiaison', 'team'];
/** Who writes down what the enterprise did. */
const APPLICANTS: readonly Role[] = [...CLERKS, 'projectManager', 'enterpriseContact'];

type Command = ApprovalCommandFact;

/** Whether the role may give this command about such an item; for supplies the liaison of the utilities takes the permit liaison's place. */
export function mayActOn(
  { type, data }: Command,
  item: Pick<ItemTemplate, 'kind'> | undefined,
): Verdict {
  const isSupply = item?.kind === 'utility' || item?.kind === 'service';
  const roles = rolesFor({ type, data } as Command).map((role) =>
    isSupply && role === 'permitLiaison' ? 'utilityLiaison' : role,
  );
  return reservedTo(roles, data.actor.role) ?? accept;
}

/** Whether that role may move an approval to another version of its template. */
export const mayMoveTemplate = (role: Role): boolean =>
  ROLES_OF['command.approval.moveTemplate.v1'].includes(role);

function rolesFor(command: Command): readonly Role[] {
  if (command.type === 'command.approval.withdraw.v1') {
    return command.data.by === 'applicant' ? APPLICANTS : CLERKS;
  }
  if (command.type !== 'command.approval.confirm.v1') return ROLES_OF[command.type];
  return command.data.about === 'gate' ? LEADERS : [...CLERKS, ...LEADERS];
}

const ROLES_OF: Record<
  Exclude<Command['type'], 'command.approval.withdraw.v1' | 'command.approval.confirm.v1'>,
  readonly Role[]
> = {
  'command.approval.submit.v1': APPLICANTS,
  'command.approval.resubmit.v1': APPLICANTS,
  'command.approval.accept.v1': CLERKS,
  'command.approval.decide.v1': CLERKS,
  'command.approval.opinion.v1': CLERKS,
  'command.approval.requestCorrection.v1': CLERKS,
  'command.approval.suspend.v1': CLERKS,
  'command.approval.resume.v1': CLERKS,
  'command.approval.extend.v1': CLERKS,
  // The manager types in what no system of the utility tells.
  'command.approval.utilityStep.v1': [...CLERKS, 'projectManager'],
  'command.approval.waive.v1': ['permitLiaison', ...APPROVERS],
  'command.approval.moveTemplate.v1': APPROVERS,
};
