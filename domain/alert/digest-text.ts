import { reasonLines, shownOf, titleOf } from './alert-section.ts';
import { closingOf, countsOf, worstFirst } from './message-frame.ts';
import type {
  DigestKind,
  MessageSection,
  MessageText,
  TellableNotice,
  Telling,
} from './message.ts';
import { MESSAGE_WORDS } from './message-words.ts';

/** What is open, for one reader. */
export interface DigestOf {
  kind: DigestKind;
  /** As in a message; `kind`, `how` and `stepId` are not told. */
  open: readonly TellableNotice[];
}

/** A person's digest: counts by colour, then each alert with its reason, the worst first; no buttons. */
export function digestText(digest: DigestOf, telling: Telling): MessageText {
  const words = MESSAGE_WORDS[telling.language];
  return digestOf(digest, telling, (notice) => reasonLines(notice, words).slice(0, 2));
}

/**
 * A group's digest: codes, short names, what it is about and the colour; nothing restricted, no
 * sentence that could name a person, no buttons.
 */
export function groupDigestText({ kind, open }: DigestOf, telling: Telling): MessageText {
  const shared = open.filter(({ signal, alert }) => alert && signal?.restricted === false);
  return digestOf({ kind, open: shared }, telling, () => []);
}

function digestOf(
  { kind, open }: DigestOf,
  telling: Telling,
  linesOf: (notice: TellableNotice) => string[],
): MessageText {
  const words = MESSAGE_WORDS[telling.language];
  const sections = [...open].sort(worstFirst).map((notice): MessageSection => {
    const shown = shownOf(notice, telling.language);
    return {
      title: titleOf(notice, shown),
      ...(shown && { hex: shown.hex }),
      lines: linesOf(notice),
    };
  });
  const said = open.length === 0 ? words.nothingOpen : countsOf(open, telling);
  const subject = `${words[kind]}${words.colon}${said}`;
  return { subject, sections, closing: closingOf(open, telling) };
}
