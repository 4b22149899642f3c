import { shownColour, type ShownColour } from '../colour-meaning.ts';
import { fill } from '../fill.ts';
import { groundsLine } from '../grounds-lines.ts';
import type { Language } from '../texts.ts';
import { awaitsAcknowledgement } from './asked-of.ts';
import type { AlertCase } from './case.ts';
import { MOST_CAUSES, type Cause } from './fact.ts';
import type { MessageSection, TellableNotice, Telling } from './message.ts';
import { MESSAGE_WORDS, type MessageWords } from './message-words.ts';

/** One alert as a part of a message, for all the notices of it that came together. */
export function alertSection(
  notices: readonly [TellableNotice, ...TellableNotice[]],
  { language }: Telling,
): MessageSection {
  const [first] = notices;
  const words = MESSAGE_WORDS[language];
  const shown = shownOf(first, language);
  const asking = notices.findLast(asksForAcknowledgement);
  return {
    title: titleOf(first, shown),
    ...(shown && { hex: shown.hex }),
    lines: [leadsOf(notices, words), ...inSteadOf(notices, words), ...reasonLines(first, words)],
    ...groundsIn(first, language),
    ...(asking?.alert && {
      act: { alertId: asking.alert.id, stepId: asking.stepId, label: words.acknowledge },
    }),
  };
}

/** The colour of a notice's alert, as it is shown; none of a notice without an alert. */
export function shownOf(
  { alert, colours }: TellableNotice,
  language: Telling['language'],
): ShownColour | undefined {
  return alert && shownColour(alert.standing.severity, language, colours);
}

/** Colour in symbol and word, project, and what it is about; the first line of an alert everywhere. */
export function titleOf(
  { project, signal }: Pick<TellableNotice, 'project' | 'signal'>,
  shown?: Pick<ShownColour, 'symbol' | 'word'>,
): string {
  const colour = shown ? `${shown.symbol}${shown.word}` : '';
  const about = [project?.code, project?.name].filter((part) => part !== undefined).join(' ');
  return [colour, about, signal?.name].filter((part) => part).join(' · ');
}

/** Why it has its colour, who holds the clock, and what would turn it. */
export function reasonLines(
  { signal, alert }: Pick<TellableNotice, 'signal' | 'alert'>,
  words: MessageWords,
): string[] {
  if (!signal) return [words.cleared];
  const causes = proposedCauses(alert?.standing, signal.causes);
  const { colon, comma, semicolon } = words;
  return [
    signal.text,
    ...(causes.length > 0
      ? [words.holder + colon + causes.map((cause) => words.causes[cause]).join(comma)]
      : []),
    ...(signal.flips.length > 0 ? [words.turns + colon + signal.flips.join(semicolon)] : []),
  ];
}

/** The grounds of a notice's signal, where they were looked up and the reader may know them. */
export function groundsIn(
  { signal }: Pick<TellableNotice, 'signal'>,
  language: Language,
): Pick<MessageSection, 'grounds'> {
  const grounds = signal && 'grounds' in signal ? groundsLine(signal, language) : undefined;
  return grounds ? { grounds } : {};
}

/** Who should act, the likeliest first, three at most: what the core proposes now, else what it proposed then. */
export const proposedCauses = (
  standing: AlertCase | undefined,
  causes: readonly Cause[] = [],
): Cause[] => (causes.length > 0 ? causes : (standing?.proposed ?? [])).slice(0, MOST_CAUSES);

const ASKING: readonly TellableNotice['kind'][] = ['notify', 'remind', 'escalate', 'wake'];

const asksForAcknowledgement = ({ kind, alert }: TellableNotice): boolean =>
  alert !== undefined && ASKING.includes(kind) && awaitsAcknowledgement(alert.standing);

function leadsOf(notices: readonly TellableNotice[], words: MessageWords): string {
  return [...new Set(notices.map((notice) => leadOf(notice, words)))].join(words.semicolon);
}

function leadOf({ kind, alert }: TellableNotice, words: MessageWords): string {
  const { leads, closing } = words;
  if (kind !== 'notify' || !alert) return leads[kind];
  const { state, returned } = alert.standing;
  if (state === 'open') return newsOf(alert.standing, words);
  if (returned) return closing.returned;
  return state === 'closed' ? leads.note : closing[state];
}

/** What is new of an open alert: it is one and the same, however it moves. */
function newsOf({ eased, since, raisedAt, reopenCount }: AlertCase, words: MessageWords): string {
  const { leads, news } = words;
  if (eased) return news.eased;
  if (since !== raisedAt) return news.worsened;
  return reopenCount > 0 ? fill(news.reopened, { count: reopenCount }) : leads.notify;
}

function inSteadOf(notices: readonly TellableNotice[], { insteadOf, comma }: MessageWords) {
  const names = [...new Set(notices.flatMap((notice) => notice.insteadOf ?? []))];
  return names.length > 0 ? [fill(insteadOf, { name: names.join(comma) })] : [];
}
