import { reasonLines, shownOf, titleOf } from './alert-section.ts';
import { byProject, closingOf, countsOf } from './message-frame.ts';
import type { DigestItem, DigestKind, MessageSection, MessageText, Telling } from './message.ts';
import { MESSAGE_WORDS } from './message-words.ts';

/** What is open or has changed, for one reader. */
export interface DigestOf {
  kind: DigestKind;
  /** As in a message; `kind`, `how` and `stepId` are not told. */
  open: readonly DigestItem[];
}

/** A person's digest: counts by colour, then each alert with why it is named and its reason, project by project, the worst first; no buttons. */
export function digestText(digest: DigestOf, telling: Telling): MessageText {
  const words = MESSAGE_WORDS[telling.language];
  return digestOf(digest, telling, (item) => [
    ...(item.because ? [words.digest[item.because]] : []),
    ...reasonLines(item, words).slice(0, 2),
  ]);
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
  linesOf: (item: DigestItem) => string[],
): MessageText {
  const words = MESSAGE_WORDS[telling.language];
  const sections = byProject(open).map((item): MessageSection => {
    const done = isOver(item) ? { symbol: '✓', word: words.digest[endOf(item)] } : undefined;
    const shown = done ? undefined : shownOf(item, telling.language);
    return {
      title: titleOf(item, done ?? shown),
      ...(shown && { hex: shown.hex }),
      lines: linesOf(item),
    };
  });
  const said = open.length === 0 ? words.nothingOpen : countsOf(open, telling);
  const subject = `${words[kind]}${words.colon}${said}`;
  return { subject, sections, closing: closingOf(open, telling) };
}

// It has no colour any more, whatever it was.
const isOver = ({ alert }: DigestItem): boolean =>
  alert !== undefined && alert.standing.state !== 'open';

const endOf = ({ alert }: DigestItem): 'closed' | 'cleared' =>
  alert?.standing.state === 'closed' ? 'closed' : 'cleared';
