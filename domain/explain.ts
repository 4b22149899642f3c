import type { Cause } from './alert/fact.ts';
import type { Assessment, Finding, Flip, Signal } from './assessment.ts';
import { bureauName } from './bureau-name.ts';
import { severity } from './colour.ts';
import { daysToDue } from './days-to-due.ts';
import type { Colour, Label } from './definitions.ts';
import { fill } from './fill.ts';
import { instructionObject, shortened } from './no-update-signal.ts';
import { present } from './present.ts';
import type { Language, Texts } from './texts.ts';
import { TEXTS } from './texts.ts';
import type { Day } from './time.ts';
import { addDays } from './time.ts';

/** Why a project has its colour and what would turn it, in one language. */
export interface Explanation {
  /** The one that is shown; `computedColour` is what the rules say, where it was set by hand. */
  colour: Colour | null;
  computedColour?: Colour;
  /** One sentence. */
  headline: string;
  /** Worst first. */
  signals: ExplainedSignal[];
  findings: { id: string; text: string; restricted: boolean }[];
}

export interface ExplainedSignal {
  id: string;
  /** Code of what it is about, and the name of that. */
  object: string;
  name: string;
  kind: Signal['kind'];
  colour: Colour;
  projectColour: Colour;
  text: string;
  /** The smallest changes that would give it another colour. */
  flips: string[];
  /** Who should act, the likeliest first. */
  causes: Cause[];
  /** Policy, version and rule that say so. */
  rule: string;
  facts: Signal['facts'];
  restricted: boolean;
  /** 待核: to be shown hatched. */
  unverified: boolean;
  /** 存量: no news. */
  stock: boolean;
  /** 正当理由: excused by a document, to be shown hatched. */
  exempt: boolean;
}

/** Tells an assessment as of a day: the assessment holds dates, the day counts are today's. */
export function explain(assessment: Assessment, today: Day, language: Language): Explanation {
  const texts = TEXTS[language];
  const nameOf = namesIn(assessment, language);
  const signals = [...assessment.signals]
    .sort((a, b) => severity(b.colour) - severity(a.colour))
    .map((signal) => explainSignal(signal, today, texts, nameOf));
  const leading = signals.find(({ id }) => id === assessment.leading);
  return {
    colour: assessment.colour,
    ...present({ computedColour: assessment.computedColour }),
    headline: setByHand(assessment, texts) + (leading?.text ?? withoutSignal(assessment, texts)),
    signals,
    findings: assessment.findings.map((finding) => ({
      id: finding.id,
      text: fill(texts.findings[finding.code], namedWords(finding, nameOf)),
      restricted: finding.restricted ?? false,
    })),
  };
}

/** Tells signals of an approval, in their order; `names` has those of its items. */
export function explainSignals(
  signals: readonly Signal[],
  names: ReadonlyMap<string, Label>,
  today: Day,
  language: Language,
): ExplainedSignal[] {
  const nameOf = (code: string): string =>
    names.get(code)?.[language] ?? TEXTS[language].terms[code] ?? bureauName(code, language);
  return signals.map((signal) => explainSignal(signal, today, TEXTS[language], nameOf));
}

/** Names of milestones, approval items, instructions and bureaus by their codes; what has none keeps its code. */
function namesIn(assessment: Assessment, language: Language) {
  const { milestones, dependencies, approvals = [], instructions = [] } = assessment;
  const names = new Map([
    ...Object.entries(TEXTS[language].terms),
    ...instructions.flatMap(({ id, text }) =>
      [id, instructionObject(id)].map((key) => [key, shortened(text)] as const),
    ),
    ...approvals.flatMap(({ names: items }) =>
      Object.entries(items).map(([id, name]) => [id, name[language]] as const),
    ),
    ...dependencies.flatMap(({ milestone, label }) =>
      label ? [[milestone, label[language]] as const] : [],
    ),
    ...milestones.map(({ code, label }) => [code, label[language]] as const),
    ...assessment.signals.flatMap(({ kind, object, reason: { words } }) =>
      kind === 'safety' ? [[object, shortened(words['text'] ?? object)] as const] : [],
    ),
  ]);
  return (code: string): string => names.get(code) ?? bureauName(code, language);
}

function withoutSignal({ status, colour, computedColour }: Assessment, texts: Texts): string {
  const computed = computedColour ?? colour;
  // Only of an assessment from which the signal that leads was taken out.
  if (computed !== null && computed !== 'green') return texts.withheld;
  return status === 'active' ? texts.nothingOpen : texts.grey[status];
}

function setByHand({ override, computedColour }: Assessment, texts: Texts): string {
  if (!override || !computedColour) return '';
  const { colour, ...said } = override;
  const both = { colour: texts.colours[colour], computed: texts.colours[computedColour] };
  return fill(texts.setByHand, { ...said, ...both });
}

function explainSignal(
  signal: Signal,
  today: Day,
  texts: Texts,
  nameOf: (code: string) => string,
): ExplainedSignal {
  const { id, object, kind, colour, projectColour, rule, reason, facts, flips } = signal;
  const values = {
    ...daysToDue(reason.days, today),
    ...reason.numbers,
    ...reason.days,
    ...namedWords(reason, nameOf),
    ...namedItems(reason, texts, nameOf),
  };
  const held = reason.days['heldSince'] === undefined ? '' : fill(texts.held, values);
  const repeated = reason.days['yellowSince'] === undefined ? '' : fill(texts.repeated, values);
  return {
    ...{ id, object, name: nameOf(object), kind, colour, projectColour },
    text: fill(texts.reasons[reason.code], values) + repeated + held + marksOf(signal, texts),
    flips: [
      ...flips.map((flip) => explainFlip(flip, today, texts, nameOf)),
      ...(isOffered(signal) ? [texts.offer] : []),
    ],
    causes: signal.causes ?? [],
    rule: `${rule.policy.id}@${rule.policy.version} ${rule.rule}`,
    facts,
    restricted: signal.restricted ?? false,
    unverified: signal.unverified !== undefined,
    stock: signal.stock !== undefined,
    exempt: signal.exempt !== undefined,
  };
}

// Of dates and progress only: nobody excuses works without a permit.
const OFFERED: readonly Signal['kind'][] = [
  'due',
  'forecast',
  'startMonth',
  'followUp',
  'progress',
];

function isOffered({ kind, colour, causes = [], exempt }: Signal): boolean {
  return OFFERED.includes(kind) && causes[0] === 'enterprise' && colour !== 'green' && !exempt;
}

function marksOf({ unverified, stock, exempt }: Signal, texts: Texts): string {
  const doubt =
    unverified &&
    fill(texts.unverified, {
      sources: unverified.sources.join(', '),
      verifiedOn: unverified.verifiedOn,
      held: texts.colours[unverified.heldColour],
    });
  const excuse = exempt && fill(texts.exempt, { ...exempt });
  return (doubt ?? '') + (stock ? texts.stock[stock] : '') + (excuse ?? '');
}

function explainFlip(
  { by, day, daysFromToday, milestone = '', what = '', amount = 0, colour }: Flip,
  today: Day,
  texts: Texts,
  nameOf: (code: string) => string,
): string {
  const on = day ?? addDays(today, daysFromToday ?? 0);
  return fill(texts.flips[by], {
    day: on,
    milestone: nameOf(milestone),
    what: by === 'finish' ? what.split(' ').map(nameOf).join(texts.comma) : nameOf(what),
    amount,
    colour: texts.colours[colour],
  });
}

// A sentence names the items of a reason, or only adds them.
function namedItems(
  { words }: Signal['reason'],
  { comma, inBrackets }: Texts,
  nameOf: (code: string) => string,
) {
  const codes = words['items'];
  if (codes === undefined) return {};
  const items = codes.split(' ').map(nameOf).join(comma);
  return { items, which: fill(inBrackets, { names: items }) };
}

function namedWords({ words }: Pick<Finding, 'words'>, nameOf: (code: string) => string) {
  const entries = Object.entries(words).map(([key, word]) => [key, nameOf(word)]);
  return Object.fromEntries(entries) as Record<string, string>;
}
