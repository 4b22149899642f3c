import type { RowState, WorkbookRow } from '../../readmodel/workbook-imports.ts';
import type { RowFault, RowGuess, RowNote } from '../../schemas/workbook/project-row.ts';
import type { SheetCell } from '../../schemas/workbook/sheet.ts';
import type { CommandOutcome } from '../decision.ts';
import type { RowAct } from './row-act.ts';

/** What was found in a row when it was last looked at. */
export interface FoundInRow {
  /** Of its project when the row was looked at; 0 of a new one. */
  revision: number;
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

/** A row without what was found in it. */
export type BareRow = Omit<StagedRow, 'found'>;

/** Whether a row is still looked at: nobody has confirmed it or left it out. */
export const isOpen = ({ state }: { state: RowState }): boolean =>
  state !== 'skipped' && !isConfirmed({ state });

/** Whether what a row does stands for good: it is done, or is about to be. */
export const isConfirmed = ({ state }: { state: RowState }): boolean =>
  state === 'queued' || state === 'done' || state === 'refused';
