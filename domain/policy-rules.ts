import type { Cause } from './alert/fact.ts';
import type { Colour, Contribution, Label } from './definitions.ts';

/** Tell colours apart where ink has none. */
export const SHAPES = ['circle', 'diamond', 'triangle', 'square', 'hexagon'] as const;
export type Shape = (typeof SHAPES)[number];

/** How a park shows one grade of urgency: the grade is `colour`, the word, shape and ink are its own. */
export interface ColourMeaning {
  /** The grade: green the least urgent, red the most. */
  colour: Colour;
  label: Label;
  meaning: Label;
  /** `#rrggbb`. */
  hex: string;
  /** Tells it apart where ink has no colour. */
  shape: Shape;
  /** The same in a line of text: one character or emoji. */
  symbol: string;
}

/** Where a rule was published. */
export interface RuleSource {
  title: string;
  url?: string;
  /** The day of the paper, or the year. */
  dated?: string;
}

/** What progress is measured by: money spent, or works done. */
export const MEASURES = ['investment', 'physical'] as const;
export type Measure = (typeof MEASURES)[number];

/** Investment or physical share against the schedule (序时进度): by points of percent, or by the ratio of both. */
export interface ProgressRule {
  id: string;
  /** `worse`: both, and whichever is further behind gives the colour. */
  measure: Measure | 'worse';
  /** `points`: actual minus scheduled percent; `ratio`: actual by scheduled, in percent. */
  mode: 'points' | 'ratio';
  /** Each colour from below this value on; `yellowBelow` 0 with points is anything under schedule. Null: never. */
  blueBelow: number | null;
  yellowBelow: number | null;
  redBelow: number | null;
  /** Colours that begin at their value itself and not only below it. */
  including?: Exclude<Colour, 'green'>[];
  contributes: Contribution;
}

/** A hard dependency whose upstream is expected near or after the day of need, in calendar days. */
export interface BlockedRule {
  id: string;
  /** Blue from this many days of slack down; yellow once it comes after the need. */
  blueWithin: number;
  /** Red from this many days after the need on. */
  redFrom: number;
  contributes: Contribution;
  /** Of a soft edge. */
  softContributes: Contribution;
}

/** Working days without a word on an open instruction. */
export interface NoUpdateRule {
  id: string;
  blueFrom: number;
  yellowFrom: number;
  redFrom: number;
  contributes: Contribution;
}

/** A signal that stays yellow for so many working days turns red; a date whose rule says when it is red does not. */
export interface RepetitionRule {
  id: string;
  afterWorkingDays: number;
  /** Likeliest causes that lie outside the project or the park. */
  notFor: Cause[];
}

/** What was red when its evidence came counts yellow until the project's next evidence of a later day. */
export interface RecoveryRule {
  id: string;
  colour: Colour;
  /** At most so long; without it until the next evidence. */
  atMostWorkingDays?: number;
  contributes: Contribution;
}

/** A milestone planned in a month that has passed without it; each colour from so many months passed on. */
export interface MonthRule {
  id: string;
  milestone: string;
  /** 1: from the first day of the month after the planned one. */
  yellowAfter: number;
  redAfter: number;
  contributes: Contribution;
}

/** A milestone due within months of another one that was reached. */
export interface FollowUpRule {
  id: string;
  milestone: string;
  after: string;
  yellowAfterMonths: number;
  redAfterMonths: number;
  contributes: Contribution;
}

/** So many signals of one colour make the project worse (两黄变红). */
export interface AccumulationRule {
  id: string;
  of: Colour;
  count: number;
  colour: Colour;
  contributes: Contribution;
}

/** Danger on a site, by how grave it was reported. */
export interface SafetyRule {
  id: string;
  /** 隐患: something that may hurt people. */
  hazard: Colour;
  /** 事故、险情: it has happened, or is about to. */
  accident: Colour;
  contributes: Contribution;
}

/** An interruption of supply that the utility has announced. */
export interface OutageRule {
  id: string;
  /** Once it is announced. */
  ahead: Colour;
  /** From so many working days before its first day until its last. */
  near: Colour;
  nearFromWorkingDays: number;
  contributes: Contribution;
}

/** An approval item by where it stands, whatever its clock says. */
export interface ItemStateRule {
  id: string;
  done: Colour;
  running: Colour;
  notBegun: Colour;
  over: Colour;
  contributes: Contribution;
}
