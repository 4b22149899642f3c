import type { WorkbookImportSummary } from '../../../api/workbook-responses.ts';
import { minuteOf } from '../../parts/moment.ts';
import { useWords } from '../../words.ts';
import { IMPORT_WORDS } from './words.ts';

/** How far an uploaded list is: it waits for a person, is being written, or was confirmed. */
export function Standing({ of: { confirmedAt, rows } }: { of: WorkbookImportSummary }) {
  const { say } = useWords(IMPORT_WORDS);
  if (rows.queued > 0) return say('unfinished');
  return confirmedAt === null ? say('waiting') : say('confirmedAt', { at: minuteOf(confirmedAt) });
}
