import type { SyntheticEvent } from 'react';
import { Link } from 'wouter';
import type { ImportColumn, WorkbookRowItem } from '../../../api/workbook-responses.ts';
import type { RowFault, RowGuess, RowNote } from '../../../schemas/workbook/project-row.ts';
import { projectPath } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { useFieldName } from './field-name.ts';
import { RowActs, useActTeller } from './row-acts.tsx';
import { useImportStep } from './use-import-step.ts';
import { IMPORT_WORDS } from './words.ts';

/** A row with its errors and guesses, each to be answered in place. */
export function StagedRow({
  importId,
  columns,
  row,
}: {
  importId: string;
  columns: readonly ImportColumn[];
  row: WorkbookRowItem;
}) {
  const { say } = useWords(IMPORT_WORDS);
  const step = useImportStep(importId, `rows/${row.row}`);
  const answer = (field: string, value: string): void => {
    step.mutate({ answers: { [field]: value } });
  };
  return (
    <tr>
      <td>{row.row}</td>
      <td>
        {row.project !== null && (!row.isNew || row.state === 'done') ? (
          <Link href={projectPath(row.project)}>{row.name}</Link>
        ) : (
          row.name
        )}
        <div className="note">
          {row.project} {row.isNew && say('newProject')}
        </div>
      </td>
      <td>
        <RowState
          row={row}
          isPending={step.isPending}
          skip={(skip) => {
            step.mutate({ skip });
          }}
        />
        <Cells columns={columns} row={row} />
        {row.isWithheld && <p className="note">{say('sumsWithheld')}</p>}
        {row.faults.map((fault) => (
          <Fault key={`${fault.column} ${fault.code}`} fault={fault} answer={answer} />
        ))}
        {row.guesses.map((guess) => (
          <Guess key={guess.field} guess={guess} answer={answer} />
        ))}
        {(row.state === 'queued' || OPEN.includes(row.state)) && <RowActs acts={row.acts} />}
        {row.notes.map((note) => (
          <Note key={`${note.column} ${note.code}`} note={note} />
        ))}
        <Refusals row={row} />
        {step.error && <p role="alert">{step.error.message}</p>}
      </td>
    </tr>
  );
}

function RowState({
  row: { state, acts },
  isPending,
  skip,
}: {
  row: WorkbookRowItem;
  isPending: boolean;
  skip: (skip: boolean) => void;
}) {
  const { say } = useWords(IMPORT_WORDS);
  const isOpen = OPEN.includes(state);
  return (
    <>
      <strong>{say(state)}</strong>{' '}
      {isOpen && acts.length > 0 && say('acts', { count: acts.length })}{' '}
      {isOpen && (
        <button
          type="button"
          className="plain"
          disabled={isPending}
          onClick={() => {
            skip(state !== 'skipped');
          }}
        >
          {say(state === 'skipped' ? 'unskip' : 'skip')}
        </button>
      )}
    </>
  );
}

// What can still be answered.
const OPEN: readonly WorkbookRowItem['state'][] = ['ready', 'guess', 'error', 'skipped'];

function Cells({ columns, row }: { columns: readonly ImportColumn[]; row: WorkbookRowItem }) {
  const told = row.cells
    .map((text, at) => [columns[at]?.heading ?? '', text] as const)
    .filter(([, text]) => text !== '');
  return (
    <details>
      <summary className="note">
        {told
          .slice(0, 3)
          .map(([, text]) => text)
          .join(' · ')}
      </summary>
      <dl className="cells">
        {told.map(([heading, text]) => (
          <div key={heading}>
            <dt>{heading}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

type Answer = (field: string, value: string) => void;

function Fault({ fault, answer }: { fault: RowFault; answer: Answer }) {
  const { say } = useWords(IMPORT_WORDS);
  const { code, column, field, found, message } = fault;
  return (
    <div className="fault">
      <span className="late">
        {column === '' ? say('wholeRow') : say('inColumn', { column })}{' '}
        {found !== '' && `“${found}”`} {say(code === 'refused' ? 'refusedRow' : code)}
      </span>
      {code === 'refused' && <span className="note"> {message}</span>}
      {field !== null && <Entry field={field} value="" say={say('correct')} answer={answer} />}
    </div>
  );
}

function Guess({ guess, answer }: { guess: RowGuess; answer: Answer }) {
  const { say } = useWords(IMPORT_WORDS);
  const nameOf = useFieldName();
  const { field, found, value, because, choices } = guess;
  return (
    <div className="fault">
      {nameOf(field)}: {found === '' ? say('notWritten') : say('readAs', { found })}{' '}
      {because !== 'noTemplate' && say('becauseOf', { why: say(because) })}
      <Entry
        field={field}
        value={value}
        say={say('useGuess')}
        answer={answer}
        {...(choices && { choices })}
      />
    </div>
  );
}

interface EntryProps {
  field: string;
  value: string;
  say: string;
  answer: Answer;
  choices?: readonly { value: string; label: string }[];
}

function Entry({ field, value, say, answer, choices }: EntryProps) {
  const nameOf = useFieldName();
  const submit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const given = new FormData(event.currentTarget).get('value');
    if (typeof given === 'string') answer(field, given);
  };
  return (
    <form className="entry" onSubmit={submit}>
      {choices ? (
        <select name="value" defaultValue={value} aria-label={nameOf(field)}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      ) : (
        <input name="value" defaultValue={value} aria-label={nameOf(field)} maxLength={4000} />
      )}
      <button type="submit" className="plain">
        {say}
      </button>
    </form>
  );
}

function Note({ note }: { note: RowNote }) {
  const { say } = useWords(IMPORT_WORDS);
  const { code, column, known = '—', said = '', isWithheld } = note;
  const nameOf = useFieldName();
  return (
    <div className="note">
      {column !== '' && say('inColumn', { column: nameOf(column) })}{' '}
      {isWithheld ? say('differsWithheld') : say(code, { known, said })}
    </div>
  );
}

function Refusals({ row: { outcome } }: { row: WorkbookRowItem }) {
  const tell = useActTeller();
  const refused = (outcome ?? []).filter(({ status }) => status !== 'accepted');
  return refused.map(({ act, message }, at) => (
    <div key={at} className="late">
      {tell(act)} {message}
    </div>
  ));
}
