import type { SubjectState } from './messages.ts';
import { followSubject, type SubjectEnd } from './subject.ts';

/** One key project from registration to its end, under the id `project/<projectCode>`. */
export async function project(subject: string, carried?: SubjectState): Promise<SubjectEnd> {
  return followSubject(subject, carried);
}
