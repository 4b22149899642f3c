import type { WorkbookImportDetail } from '../../../api/workbook-responses.ts';
import { ProblemError } from '../../client.ts';
import { Panel } from '../../parts/panel.tsx';
import { useWords } from '../../words.ts';
import { useConfirmation, useIsWriting } from './use-confirmation.ts';
import { IMPORT_WORDS } from './words.ts';

/** Writes the rows that are ready, and shows how far it is; repeated, it changes nothing. */
export function Confirm({ detail }: { detail: WorkbookImportDetail }) {
  const { say } = useWords(IMPORT_WORDS);
  const { mutate, error } = useConfirmation(detail.id);
  const { registered, changed, confirmedAt, rows } = detail;
  const { queued, refused } = rows;
  return (
    <Panel title={say('confirm')}>
      {queued > 0 ? (
        <Progress
          detail={detail}
          goOn={() => {
            mutate({});
          }}
        />
      ) : (
        <Form detail={detail} confirm={mutate} />
      )}
      <output>
        {confirmedAt !== null && queued === 0 && say('result', { registered, changed, refused })}
      </output>
      {error && (
        <p role="alert" className="late">
          {error instanceof ProblemError ? error.message : say('unanswered')}
        </p>
      )}
    </Panel>
  );
}

function Progress({ detail, goOn }: { detail: WorkbookImportDetail; goOn: () => void }) {
  const { say } = useWords(IMPORT_WORDS);
  const isWriting = useIsWriting(detail.id);
  const { queued, done, refused } = detail.rows;
  const written = done + refused;
  const of = written + queued;
  const text = say('written', { written, of });
  return (
    <>
      <p className="written">
        <progress max={of} value={written} aria-label={text} /> {text}{' '}
        {!isWriting && (
          <button type="button" className="plain" onClick={goOn}>
            {say('goOn')}
          </button>
        )}
      </p>
      <p className="note">{say(isWriting ? 'writing' : 'brokenOff')}</p>
    </>
  );
}

interface FormProps {
  detail: WorkbookImportDetail;
  confirm: (said: { reason: string; acceptGuesses: boolean }) => void;
}

function Form({ detail: { id, rows }, confirm }: FormProps) {
  const { say } = useWords(IMPORT_WORDS);
  const isWriting = useIsWriting(id);
  return (
    <>
      {rows.error > 0 && <p className="note">{say('openFaults')}</p>}
      <form
        className="import-form"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const reason = form.get('reason');
          confirm({
            reason: typeof reason === 'string' ? reason : '',
            acceptGuesses: form.get('acceptGuesses') !== null,
          });
        }}
      >
        <label>
          {say('reason')}
          <input name="reason" required maxLength={2000} defaultValue={say('defaultReason')} />
        </label>
        {rows.guess > 0 && (
          <label>
            <input type="checkbox" name="acceptGuesses" /> {say('acceptGuesses')}
          </label>
        )}
        <button type="submit" className="plain" disabled={isWriting}>
          {say(isWriting ? 'uploading' : 'confirm')}
        </button>
      </form>
    </>
  );
}
