import type { SubjectState } from './messages.ts';
import { followSubject, type SubjectEnd } from './subject.ts';

/** One round of a project's parallel approval, under the id `approval/<projectCode>`, from round 2 on `…/<round>`. */
export async function approval(subject: string, carried?: SubjectState): Promise<SubjectEnd> {
  return followSubject(subject, carried);
}
