import { useQueryClient } from '@tanstack/react-query';
import type {
  WorkbookImportConfirmed,
  WorkbookImportDetail,
} from '../../../api/workbook-responses.ts';
import { Panel } from '../../parts/panel.tsx';
import { useWords } from '../../words.ts';
import { useImportStep } from './use-import-step.ts';
import { IMPORT_WORDS } from './words.ts';

/** Writes the rows that are ready; repeated, it changes nothing. */
export function Confirm({ detail }: { detail: WorkbookImportDetail }) {
  const { say } = useWords(IMPORT_WORDS);
  const client = useQueryClient();
  const confirm = useImportStep<WorkbookImportConfirmed>(detail.id, 'confirm');
  const { data, error } = confirm;
  return (
    <Panel title={say('confirm')}>
      {detail.rows.error > 0 && <p className="note">{say('openFaults')}</p>}
      <form
        className="import-form"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          confirm.mutate(
            {
              reason: form.get('reason'),
              acceptGuesses: form.get('acceptGuesses') !== null,
            },
            { onSuccess: () => void client.invalidateQueries({ queryKey: ['park'] }) },
          );
        }}
      >
        <label>
          {say('reason')}
          <input name="reason" required maxLength={2000} defaultValue={say('defaultReason')} />
        </label>
        {detail.rows.guess > 0 && (
          <label>
            <input type="checkbox" name="acceptGuesses" /> {say('acceptGuesses')}
          </label>
        )}
        <button type="submit" className="plain" disabled={confirm.isPending}>
          {say('confirm')}
        </button>
      </form>
      <output>{data && say('result', { ...counts(data) })}</output>
      {error && (
        <p role="alert" className="late">
          {error.message}
        </p>
      )}
    </Panel>
  );
}

const counts = ({ registered, changed, refused }: WorkbookImportConfirmed) => ({
  registered,
  changed,
  refused,
});
