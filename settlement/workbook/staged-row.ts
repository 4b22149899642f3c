import type { WorkbookRow } from '../../readmodel/workbook-imports.ts';
import type { RowFault, RowGuess, RowNote } from '../../schemas/workbook/project-row.ts';
import type { SheetCell } from '../../schemas/workbook/sheet.ts';
import type { CommandOutcome } from '../decision.ts';
import type { RowAct } from './row-act.ts';

/** What was found in a row when it was last looked at. */
export interface FoundInRow {
  /** Its project is not registered. */
  isNew: boolean;
  faults: RowFault[];
  guesses: RowGuess[];
  notes: RowNote[];
  acts: RowAct[];
}

/** What became of one act of a confirmed row. */
export interface ActOutcome extends Pick<CommandOutcome, 'status' | 'code' | 'message'> {
  act: RowAct;
}

/** A row as it is staged. */
export type StagedRow = WorkbookRow<SheetCell | null, FoundInRow, ActOutcome[]>;
