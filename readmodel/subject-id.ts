/** The kinds of subjects, each with rules, tables and a workflow of its own. */
export type SubjectKind = 'project' | 'approval';

/** The subject of a project: its row's key and its workflow's id. */
export const projectSubject = (projectCode: string): string => `project/${projectCode}`;

/** The subject of one round of a project's approval; the first, which most projects have alone, goes without a number. */
export const approvalSubject = (projectCode: string, round: number): string =>
  round === 1 ? `approval/${projectCode}` : `approval/${projectCode}/${round}`;

/** What a subject is; throws for a text that is none. */
export const kindOf = (subject: string): SubjectKind => partsOf(subject).kind;

/** The code of the project that a subject is, or belongs to; throws for a text that is no subject. */
export const projectCodeOf = (subject: string): string => partsOf(subject).code;

// A project code has no slash, so what follows one is a round, written as `approvalSubject` does.
const SUBJECT = /^(?:(project)|(approval))\/([^/]+)(?:\/([2-9]|[1-9]\d+))?$/;

function partsOf(subject: string): { kind: SubjectKind; code: string } {
  const [, project, approval, code = '', round] = SUBJECT.exec(subject) ?? [];
  if (approval) return { kind: 'approval', code };
  if (project && round === undefined) return { kind: 'project', code };
  throw new Error(`${subject} is not the subject of a project or an approval`);
}
