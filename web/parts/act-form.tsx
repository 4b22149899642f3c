import { useId, useState, type SyntheticEvent } from 'react';
import { newCommandId } from '../act.ts';
import './act-form.css';
import { textsIn } from './form-texts.ts';
import { Options, type Choice } from './options.tsx';
import { PersonChoice } from './person-choice.tsx';

/** A field of a form, by the name that the command gives it. */
export interface ActField {
  name: string;
  label: string;
  kind: 'line' | 'number' | 'text' | 'day' | 'person' | 'leader' | 'choice';
  /** Needed whichever button is pressed. */
  required?: boolean;
  choices?: readonly Choice[];
  initial?: string;
  /** A hint below the label, such as what leaving it empty means. */
  hint?: string;
}

/** One answer that the form can give. */
export interface ActButton {
  label: string;
  /** What the command carries beside the fields. */
  values?: Record<string, unknown>;
  /** Names of fields that this answer needs, too. */
  needs?: readonly string[];
  primary?: boolean;
}

/** What was entered: fields left empty are left out. */
export type Entered = Record<string, unknown> & { commandId: string };

/** A few fields and the answers that can be given with them; one answer is one command, however often it is tried. */
export function ActForm({
  fields,
  buttons,
  isPending,
  send,
}: {
  fields: readonly ActField[];
  buttons: readonly ActButton[];
  isPending: boolean;
  send: (entered: Entered, button: ActButton) => void;
}) {
  const [commandId] = useState(newCommandId);
  const submit = (event: SyntheticEvent<HTMLFormElement, SubmitEvent>): void => {
    event.preventDefault();
    const pressed = event.nativeEvent.submitter?.dataset['nth'];
    const button = buttons[Number(pressed ?? 0)];
    if (!button) return;
    send({ ...textsIn(event.currentTarget), ...button.values, commandId }, button);
  };
  return (
    <form className="act-form no-print" onSubmit={submit}>
      {fields.map((field) => (
        <Field key={field.name} field={field} />
      ))}
      <div className="act-buttons">
        {buttons.map((button, nth) => (
          <button
            key={button.label}
            type="submit"
            data-nth={nth}
            className={button.primary ? 'act primary' : 'act'}
            disabled={isPending}
            onClick={({ currentTarget: { form } }) => {
              if (form) askFor(form, fields, button);
            }}
          >
            {button.label}
          </button>
        ))}
      </div>
    </form>
  );
}

/** What a button needs is asked for by the browser before the form is sent. */
function askFor(form: HTMLFormElement, fields: readonly ActField[], { needs = [] }: ActButton) {
  for (const { name, required = false } of fields) {
    const input = form.elements.namedItem(name);
    if (input instanceof Element && 'required' in input) {
      input.required = required || needs.includes(name);
    }
  }
}

function Field({ field }: { field: ActField }) {
  const id = useId();
  return (
    <div className="act-field">
      <label htmlFor={id}>{field.label}</label>
      <Input id={id} field={field} />
      {field.hint !== undefined && <span className="note">{field.hint}</span>}
    </div>
  );
}

function Input({ id, field }: { id: string; field: ActField }) {
  const { name, kind, required = false, choices = [], initial = '' } = field;
  const shared = { id, name, required, defaultValue: initial };
  if (kind === 'person' || kind === 'leader') {
    return <PersonChoice {...shared} isLeader={kind === 'leader'} />;
  }
  if (kind === 'text') return <textarea {...shared} rows={2} maxLength={2000} />;
  if (kind !== 'choice') {
    return <input {...shared} {...TYPES[kind]} />;
  }
  return (
    <select {...shared}>
      <option value="" />
      <Options of={choices} />
    </select>
  );
}

const TYPES = {
  line: { type: 'text', maxLength: 200 },
  number: { type: 'number', step: 'any' },
  day: { type: 'date' },
} as const;
