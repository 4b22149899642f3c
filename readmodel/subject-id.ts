const PROJECT = 'project/';

/** The subject of a project: its row's key and its workflow's id. */
export const projectSubject = (projectCode: string): string => `${PROJECT}${projectCode}`;

/** The code of a project's subject; throws when it is none. */
export function projectCodeOf(subject: string): string {
  if (!subject.startsWith(PROJECT)) throw new Error(`${subject} is not the subject of a project`);
  return subject.slice(PROJECT.length);
}
