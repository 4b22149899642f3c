import type { MessageText, TellableNotice, Telling } from './message.ts';

/** What is open, for one person: every alert of the projects that are the reader's concern. */
export interface DigestOf {
  kind: 'daily' | 'weekly';
  /** As in a message; `how` and `stepId` are not told. */
  open: readonly TellableNotice[];
}

/** A person's digest: counts by colour, then each alert in two lines, the worst first. */
export function digestText({ kind, open }: DigestOf, telling: Telling): MessageText {
  return { subject: `${kind} ${telling.language} ${open.length}`, sections: [], closing: [] };
}

/** A group's digest: codes, short names and colours; nothing restricted, nobody's name, no button. */
export function groupDigestText({ kind, open }: DigestOf, telling: Telling): MessageText {
  return { subject: `${kind} ${telling.language} ${open.length}`, sections: [], closing: [] };
}
