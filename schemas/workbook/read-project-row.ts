import { ProjectCode } from '../event-data.ts';
import { readCell, shownCell, type Cell } from '../ledger-cell.ts';
import { guessDay } from './guess-day.ts';
import type {
  GuessReason,
  ProjectRowValues,
  ReadProjectRow,
  RowAnswers,
  RowFaultCode,
} from './project-row.ts';
import { namesUnit, readAmount, type Measure } from './read-amount.ts';
import type { SheetCell } from './sheet.ts';
import { dateFieldOf, yearOfField, type PlainField, type SheetField } from './sheet-field.ts';

/** A column that is read: its heading and what it holds. */
export interface SheetColumn {
  heading: string;
  field: SheetField;
}

/** Reads a row by its columns; what a person has answered stands in place of its cell. `year`: of dates without one. */
export function readProjectRow(
  columns: readonly SheetColumn[],
  cells: readonly (SheetCell | null)[],
  { answers, year }: { answers: RowAnswers; year: number },
): ReadProjectRow {
  const read: ReadProjectRow = {
    values: { yearInvestment: {}, dates: [] },
    faults: [],
    guesses: [],
    notes: [],
  };
  columns.forEach((column, at) => {
    const answer = answers[column.field];
    const cell = answer === undefined ? (cells[at] ?? null) : answered(answer);
    if (cell === null) return;
    if (cell.formula) read.notes.push(formulaNote(column.heading, cell));
    take({ read, column, cell, year, isAnswer: answer !== undefined });
  });
  return withAnswersAlone(read, columns, answers);
}

interface Taking {
  read: ReadProjectRow;
  column: SheetColumn;
  cell: SheetCell;
  year: number;
  isAnswer: boolean;
}

const answered = (answer: string): SheetCell | null =>
  answer.trim() === '' ? null : { kind: 'text', text: answer.trim() };

const formulaNote = (column: string, cell: Cell) => ({
  code: 'formula' as const,
  column,
  text: `the stored result of a formula was taken: ${shownCell(cell)}`,
});

function take(taking: Taking): void {
  const { field } = taking.column;
  const { values } = taking.read;
  const date = dateFieldOf(field);
  if (date) {
    const day = takeDay(taking);
    if (day !== undefined) values.dates.push({ ...date, day });
    return;
  }
  const year = yearOfField(field);
  if (year !== undefined) {
    const amount = takeAmount(taking, 'money');
    if (amount !== undefined) values.yearInvestment[year] = amount;
    return;
  }
  // `as`: what is neither a date nor the plan of a year is a plain field.
  PLAIN[field as PlainField](taking);
}

const text =
  (field: Exclude<PlainField, 'totalInvestment' | 'siteArea' | 'floorArea'>, max = 200) =>
  (taking: Taking): void => {
    const read = readCell(taking.cell, 'text');
    if (!read.ok) {
      fault(taking, 'unreadable', read.message);
      return;
    }
    const value = String(read.value);
    if (value.length > max) fault(taking, 'tooLong', `expected at most ${max} characters`);
    else taking.read.values[field] = value;
  };

const PLAIN: Record<PlainField, (taking: Taking) => void> = {
  code: (taking) => {
    text('code')(taking);
    const { code } = taking.read.values;
    const { error } = ProjectCode.safeParse(code);
    if (code === undefined || !error) return;
    delete taking.read.values.code;
    fault(taking, 'notACode', error.issues[0]?.message ?? 'no project code');
  },
  name: text('name'),
  investor: text('investor'),
  kind: text('kind', 50),
  template: text('template'),
  priority: text('priority', 50),
  manager: text('manager', 100),
  deputy: text('deputy', 100),
  patron: text('patron', 100),
  content: text('content', 4000),
  unit: text('unit'),
  totalInvestment: measured('totalInvestment', 'money'),
  siteArea: measured('siteAreaSquareMetres', 'area'),
  floorArea: measured('floorAreaSquareMetres', 'area'),
};

function measured(
  name: 'totalInvestment' | 'siteAreaSquareMetres' | 'floorAreaSquareMetres',
  measure: Measure,
) {
  return (taking: Taking): void => {
    const amount = takeAmount(taking, measure);
    if (amount !== undefined) taking.read.values[name] = amount;
  };
}

function takeDay(taking: Taking): string | undefined {
  const { cell, column, read, year, isAnswer } = taking;
  const day = readCell(cell, 'day');
  if (day.ok) return String(day.value);
  const found = shownCell(cell);
  const guess = isAnswer ? undefined : guessDay(found, year);
  if (guess) {
    read.guesses.push(guessOf(column, found, guess.day, guess.because));
    return guess.day;
  }
  if (DONE.test(found.trim())) {
    fault(taking, 'doneWithoutDay', `expected the day on which it was done, received ${found}`);
  } else fault(taking, cell.kind === 'unreadable' ? 'unreadable' : 'notADay', day.message);
  return undefined;
}

const DONE = /^(?:是|已?完成|已?办结|√|✓|✔|已.{1,4})$/u;

function takeAmount(taking: Taking, measure: Measure): number | undefined {
  const { cell, column, read, isAnswer } = taking;
  // An answer is in the unit of the heading, or says its own.
  const heading = isAnswer && !namesUnit(column.heading, measure) ? UNIT[measure] : column.heading;
  const amount = readAmount(cell, heading, measure);
  if (!amount.ok) {
    fault(taking, 'notAFigure', amount.message);
    return undefined;
  }
  if (amount.guessed) {
    const value = `${amount.value}${UNIT[measure]}`;
    read.guesses.push(guessOf(column, shownCell(cell), value, 'noUnit'));
  }
  return amount.value;
}

const UNIT: Record<Measure, string> = { money: '万元', area: '平方米' };

const guessOf = (column: SheetColumn, found: string, value: string, because: GuessReason) => ({
  ...{ field: column.field, column: column.heading, found, value, because },
});

function fault({ read, column, cell }: Taking, code: RowFaultCode, message: string): void {
  const { heading, field } = column;
  read.faults.push({ code, column: heading, field, found: shownCell(cell), message });
}

// What no column holds can still be answered: the code that a list lacks, a template, an investor.
function withAnswersAlone(
  read: ReadProjectRow,
  columns: readonly SheetColumn[],
  answers: RowAnswers,
): ReadProjectRow {
  const held = new Set(columns.map(({ field }) => field));
  const values: ProjectRowValues = read.values;
  for (const field of ANSWERED_ALONE) {
    const answer = answers[field];
    if (held.has(field) || answer === undefined || answer.trim() === '') continue;
    const column = { heading: '', field };
    const cell: SheetCell = { kind: 'text', text: answer.trim() };
    PLAIN[field]({ read: { ...read, values }, column, cell, year: 0, isAnswer: true });
  }
  return read;
}

const ANSWERED_ALONE = ['code', 'template', 'investor', 'kind'] as const;
