import type { Role } from './fact.ts';
import type { Verdict } from './verdict.ts';
import { refuse } from './verdict.ts';

/** Who decides what concerns the law, or goes against the rules. */
export const LEADERS: readonly Role[] = ['divisionLeader', 'mainLeader'];

/** Who decides what people ask for. */
export const APPROVERS: readonly Role[] = ['team', ...LEADERS];

/** The refusal to a role that is none of these, with whom to ask instead; nothing for one of them. */
export function reservedTo(allowed: readonly Role[], own: Role, does = 'do'): Verdict | undefined {
  if (allowed.includes(own)) return undefined;
  return refuse('ROLE_TOO_LOW', `${own} may not ${does} this; ask ${allowed.join(' or ')}.`);
}
