import type { ImportColumn, WorkbookImportDetail } from '../../../api/workbook-responses.ts';
import { useLabels } from '../../labels.ts';
import { textsIn } from '../../parts/form-texts.ts';
import { Options } from '../../parts/options.tsx';
import { useWords } from '../../words.ts';
import { useFieldName } from './field-name.ts';
import { useImportStep } from './use-import-step.ts';
import { IMPORT_WORDS } from './words.ts';

/** What each column is read as; changed, the rows are looked at anew. */
export function Columns({ detail }: { detail: WorkbookImportDetail }) {
  const { say } = useWords(IMPORT_WORDS);
  const step = useImportStep(detail.id, 'columns');
  const { columns } = detail;
  const read = columns.filter(({ field }) => field !== null).length;
  return (
    <details className="panel">
      <summary>{say('columns', { read, count: columns.length })}</summary>
      <form
        className="import-form"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const { saveAs, year } = textsIn(event.currentTarget);
          step.mutate({
            columns: fieldsIn(form, columns),
            ...(year !== undefined && { year: Number(year) }),
            ...(saveAs !== undefined && { saveAs }),
          });
        }}
      >
        {columns.map((column) => (
          <label key={column.letters}>
            {column.letters} {column.heading}
            <FieldChoice column={column} year={detail.year} />
          </label>
        ))}
        <label>
          {say('year')}
          <input name="year" type="number" min={2000} max={2099} defaultValue={detail.year} />
        </label>
        <label>
          {say('saveAs')}
          <input name="saveAs" maxLength={100} />
        </label>
        <button
          type="submit"
          className="plain"
          disabled={step.isPending || detail.confirmedAt !== null || detail.rows.queued > 0}
        >
          {say('applyColumns')}
        </button>
        {step.error && <p role="alert">{step.error.message}</p>}
      </form>
    </details>
  );
}

function FieldChoice({ column, year }: { column: ImportColumn; year: number }) {
  const { say } = useWords(IMPORT_WORDS);
  const labels = useLabels();
  const nameOf = useFieldName();
  const ofDates = DATE_KINDS.flatMap((kind) =>
    Object.keys(labels?.milestones ?? {}).map((code) => `${kind}:${code}`),
  );
  const offered = [...PLAIN_FIELDS, `yearInvestment:${year}`, ...ofDates];
  const isElse = column.field !== null && !offered.includes(column.field);
  return (
    <select name={column.letters} defaultValue={column.field ?? ''} key={ofDates.length}>
      <option value="">{say('notRead')}</option>
      {isElse && <option value={column.field ?? ''}>{nameOf(column.field ?? '')}</option>}
      <Options of={offered.map((field) => ({ value: field, label: nameOf(field) }))} />
    </select>
  );
}

const PLAIN_FIELDS = [
  'code',
  'name',
  'investor',
  'kind',
  'template',
  'priority',
  'manager',
  'deputy',
  'patron',
  'totalInvestment',
  'content',
  'unit',
  'siteArea',
  'floorArea',
] as const;
const DATE_KINDS = ['planned', 'forecast', 'actual'] as const;

/** The chosen fields by heading; a column that is not read is left out. */
function fieldsIn(form: FormData, columns: readonly ImportColumn[]): Record<string, string> {
  const chosen = columns.flatMap(({ letters, heading }) => {
    const field = form.get(letters);
    return typeof field === 'string' && field !== '' ? [[heading, field] as const] : [];
  });
  return Object.fromEntries(chosen);
}
