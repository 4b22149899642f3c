import { basename } from 'node:path';
import type {
  LedgerImportBegun,
  LedgerImportFinished,
  LedgerRowsTaken,
} from '../api/intake-responses.ts';
import type { LedgerMap } from '../schemas/ledger-map.ts';
import type { ApiClient } from './api-client.ts';
import { cellErrorOf, type ReadRows, type RowError } from './ledger-rows.ts';

/** What became of a file. */
export interface ImportSummary {
  import: string;
  dryRun: boolean;
  rows: number;
  stated: number;
  corrected: number;
  unchanged: number;
  /** Rows left out, each with its errors. */
  refused: number;
  errors: RowError[];
  /** Statements that have vanished, and cells that were emptied: questions for a person. */
  questions: number;
}

/** What is sent, and how. */
export interface LedgerToSend {
  file: string;
  source: string;
  actor: string;
  /** Compares only. */
  dryRun: boolean;
  /** The file holds only some rows. */
  part: boolean;
  backfill: boolean;
  map: LedgerMap;
  read: ReadRows;
}

/** Sends rows part by part; may be repeated from the beginning after whatever broke it off. */
export async function sendLedger(
  api: ApiClient,
  { file, source, actor, dryRun, part, backfill, map, read }: LedgerToSend,
  onProgress: (sent: number) => void,
): Promise<ImportSummary> {
  const begun = await api.post<LedgerImportBegun>('/ledgers/imports', {
    source: sourceNamed(source),
    ledger: map.ledger,
    file: basename(file).slice(0, 200),
    actor,
    trial: dryRun,
    backfill,
  });
  const sum: ImportSummary = { ...NOTHING, import: begun.id, dryRun, errors: [] };
  for (let from = 0; from < read.rows.length; from += begun.maxRows) {
    const rows = read.rows.slice(from, from + begun.maxRows);
    add(sum, await api.post<LedgerRowsTaken>(`/ledgers/imports/${begun.id}/rows`, { rows }), {
      map,
      read,
    });
    onProgress(from + rows.length);
  }
  const whole = !part && read.unknown === 0;
  const path = `/ledgers/imports/${begun.id}/finish`;
  const { vanished } = await api.post<LedgerImportFinished>(path, { whole });
  return { ...sum, questions: sum.questions + vanished };
}

const NOTHING = { rows: 0, stated: 0, corrected: 0, unchanged: 0, refused: 0, questions: 0 };

// `permit` is short for `/permit`.
const sourceNamed = (source: string): string => (source.startsWith('/') ? source : `/${source}`);

function add(
  sum: ImportSummary,
  taken: LedgerRowsTaken,
  { map, read: { places } }: Pick<LedgerToSend, 'map' | 'read'>,
): void {
  sum.rows += taken.rows;
  sum.stated += taken.stated;
  sum.corrected += taken.corrected;
  sum.unchanged += taken.unchanged;
  sum.refused += taken.refused;
  sum.questions += taken.asked;
  for (const { row, faults } of taken.refusals) {
    const place = places.get(row);
    if (place) sum.errors.push(...faults.map((fault) => cellErrorOf(map, place, fault)));
  }
}
