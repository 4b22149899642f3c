import { useEffect, useRef, type SyntheticEvent } from 'react';
import type { ProjectPage } from '../../../api/page-responses.ts';
import { textsIn } from '../../parts/form-texts.ts';
import { Options, type Choice } from '../../parts/options.tsx';
import { PersonChoice } from '../../parts/person-choice.tsx';
import { useProjectAct } from '../../project-act.ts';
import { useWords } from '../../words.ts';
import { ACTION_FIELDS, ID_FIELDS, type Action, type ActionField } from './action-fields.ts';
import { ACTION_WORDS } from './action-words.ts';
import { useChoices } from './choices.ts';

interface ActionFormProps {
  project: ProjectPage;
  action: Action;
  close: () => void;
}

/** The fields of one act with its reason; closes when it is done. */
export function ActionForm({ project, action, close }: ActionFormProps) {
  const { say } = useWords(ACTION_WORDS);
  const { give, isPending, commandId } = useProjectAct(project.code);
  const choicesOf = useChoices(project);
  const form = useRef<HTMLFormElement>(null);
  const fields: readonly ActionField[] = ACTION_FIELDS[action];
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus();
  }, []);
  const submit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const { question, reason = '', ...texts } = textsIn(event.currentTarget);
    const [about, milestone] = question?.split(' ') ?? [];
    const idField = ID_FIELDS[action];
    give(
      {
        ...{ type: action, reason, ...texts },
        ...(question !== undefined && { about, milestone }),
        ...(idField !== undefined && { [idField]: commandId }),
      },
      close,
    );
  };
  return (
    <form ref={form} className="row" aria-label={say(action)} onSubmit={submit}>
      {fields.map((field) => (
        <Field key={field.name} field={field} choices={choicesOf(field.kind)} />
      ))}
      <label className="long">
        {say('reason')}
        <input name="reason" required maxLength={2000} />
      </label>
      <button type="submit" className="plain strong" disabled={isPending}>
        {say('submit')}
      </button>
      <button type="button" className="plain" onClick={close}>
        {say('cancel')}
      </button>
    </form>
  );
}

function Field({ field, choices }: { field: ActionField; choices: Choice[] | undefined }) {
  const { say } = useWords(ACTION_WORDS);
  return (
    <label className={field.kind === 'text' ? 'long' : ''}>
      {say(field.name)} {field.optional && say('optional')}
      <Entry field={field} choices={choices} />
    </label>
  );
}

function Entry({
  field: { name, kind, optional },
  choices,
}: {
  field: ActionField;
  choices: Choice[] | undefined;
}) {
  const required = !optional;
  if (choices) {
    return (
      <select name={name} required={required}>
        <Options of={choices} />
      </select>
    );
  }
  if (kind === 'person' || kind === 'leader') {
    return <PersonChoice name={name} required={required} isLeader={kind === 'leader'} />;
  }
  if (kind === 'text') return <textarea name={name} required={required} maxLength={2000} />;
  const type = kind === 'day' ? 'date' : 'text';
  return <input name={name} type={type} required={required} maxLength={100} />;
}
