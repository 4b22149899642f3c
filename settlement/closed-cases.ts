import { alertIdOf } from '../domain/alert/alert-id.ts';
import { closedCases, type KeptCase } from '../readmodel/alert-cases.ts';
import { projectCodeOf } from '../readmodel/subject-id.ts';
import type { Session } from './session.ts';

/**
 * The open cases of a project, and the closed ones among these signals: read only where one comes
 * again or a command names it, since a project gathers more of them from year to year.
 */
export async function withClosed(
  { client, subject }: Pick<Session, 'client' | 'subject'>,
  open: readonly KeptCase[],
  signals: readonly string[],
): Promise<readonly KeptCase[]> {
  const known = new Set(open.map(({ standing }) => standing.id));
  const missing = signals.filter((id) => !known.has(id));
  if (missing.length === 0) return open;
  const code = projectCodeOf(subject);
  const ids = missing.map((id) => alertIdOf(code, id));
  return [...open, ...(await closedCases(client, ids))];
}
