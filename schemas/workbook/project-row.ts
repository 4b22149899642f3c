import type { Day } from '../../domain/time.ts';
import type { DateKind, SheetField } from './sheet-field.ts';

/** What a row of a park's list says of a project; money in 10,000 yuan. */
export interface ProjectRowValues {
  code?: string;
  name?: string;
  investor?: string;
  kind?: string;
  template?: string;
  priority?: string;
  manager?: string;
  deputy?: string;
  patron?: string;
  totalInvestment?: number;
  /** By year. */
  yearInvestment: Record<string, number>;
  content?: string;
  unit?: string;
  siteAreaSquareMetres?: number;
  floorAreaSquareMetres?: number;
  dates: RowDate[];
}

/** A day of one milestone. */
export interface RowDate {
  kind: DateKind;
  milestone: string;
  day: Day;
}

/** Why a cell or row can't be taken. */
export const ROW_FAULTS = [
  'unreadable',
  'notADay',
  'doneWithoutDay',
  'notAFigure',
  'noName',
  'tooLong',
  'doubled',
  'notACode',
  'codeTaken',
  'noDates',
  'noTemplate',
  'refused',
] as const;
export type RowFaultCode = (typeof ROW_FAULTS)[number];

/** What is wrong with a cell, or with the row where `column` is empty. */
export interface RowFault {
  code: RowFaultCode;
  column: string;
  field: SheetField | null;
  found: string;
  message: string;
}

/** Why a value is only guessed. */
export const GUESS_REASONS = [
  'endOfMonth',
  'endOfTenDays',
  'endOfQuarter',
  'endOfHalf',
  'endOfYear',
  'noYear',
  'noUnit',
  'similarName',
  'newCode',
  'noTemplate',
  'noInvestor',
] as const;
export type GuessReason = (typeof GUESS_REASONS)[number];

/** What the engine takes a cell for, until a person has confirmed or corrected it. */
export interface RowGuess {
  field: SheetField;
  column: string;
  found: string;
  /** As an answer would give it. */
  value: string;
  because: GuessReason;
  /** Others that it may be, the likeliest first. */
  choices?: { value: string; label: string }[];
}

/** What a person should know of a row that needs no answer. */
export interface RowNote {
  code:
    | 'formula'
    | 'differs'
    | 'unknownPerson'
    | 'notInPlan'
    | 'planFromTemplate'
    | 'alreadyReached'
    | 'askedForChange';
  /** A heading, or a field. */
  column: string;
  text: string;
  /** What stands, and what the list says; where these differ and nothing is changed. */
  known?: string;
  said?: string;
  /** One of them is left out: the caller may not see it. */
  isWithheld?: true;
}

/** A row with all that was found in it. */
export interface ReadProjectRow {
  values: ProjectRowValues;
  faults: RowFault[];
  guesses: RowGuess[];
  notes: RowNote[];
}

/** What a person said of a row: by field, as text; an empty text takes the cell out. */
export type RowAnswers = Readonly<Partial<Record<SheetField, string>>>;
