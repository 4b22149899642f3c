import { useState } from 'react';
import type { AlertDetail } from '../../../api/alert-responses.ts';
import { newCommandId, useAct } from '../../act.ts';
import { useTerm } from '../../labels.ts';
import { ActButtons } from '../act-buttons.tsx';
import { ActForm } from '../act-form.tsx';
import { useOffered } from '../../offered.ts';
import { useMe } from '../../session-context.ts';
import { useWords } from '../../words.ts';
import './alert.css';
import { useAlertForms, type FormAct } from './use-alert-forms.ts';
import { ALERT_WORDS } from './words.ts';

/** What the reader may do about an alert now; one form is open at a time. */
export function AlertActs({ alert }: { alert: AlertDetail }) {
  const { say } = useWords(ALERT_WORDS);
  const { may } = useMe();
  const isNamed = useOffered(alert.actions);
  const [open, setOpen] = useState<FormAct | null>(null);
  const forms = useAlertForms(alert);
  const isOffered = (act: string): boolean => (act === 'instruct' ? may('instruct') : isNamed(act));
  const offered = FORM_ACTS.filter(isOffered);
  const canAcknowledge = alert.acknowledgedBy === null && isOffered('acknowledge');
  if (!canAcknowledge && offered.length === 0) return <p className="note">{say('noActs')}</p>;
  return (
    <div className="alert-acts no-print">
      {canAcknowledge && <Acknowledge alert={alert} />}
      <ActButtons acts={offered} open={open} turnTo={setOpen} nameOf={(act) => say(act)} />
      {open && offered.includes(open) && (
        <OpenForm
          key={open}
          {...{ alert, act: open, form: forms[open] }}
          done={() => {
            setOpen(null);
          }}
        />
      )}
    </div>
  );
}

const FORM_ACTS = ['verify', 'close', 'rectify', 'snooze', 'delegate', 'instruct'] as const;

/** 签收 in one tap, with one of the causes proposed or without. */
function Acknowledge({ alert: { id, project, causes, state } }: { alert: AlertDetail }) {
  const { say } = useWords(ALERT_WORDS);
  const term = useTerm();
  const act = useAct(project);
  const [commandId, setCommandId] = useState(newCommandId);
  if (state !== 'open') return null;
  const acknowledge = (cause?: string): void => {
    act.mutate(
      {
        ...{ commandId, type: 'acknowledge', alertId: id, reason: say('acknowledge') },
        ...(cause !== undefined && { cause }),
      },
      // Refused or done: another cause is another command.
      {
        onSettled: () => {
          setCommandId(newCommandId());
        },
      },
    );
  };
  return (
    <div className="act-buttons">
      <button
        type="button"
        className="act primary"
        disabled={act.isPending}
        onClick={() => {
          acknowledge();
        }}
      >
        {say('acknowledge')}
      </button>
      {causes.map((cause) => (
        <button
          key={cause}
          type="button"
          className="act"
          disabled={act.isPending}
          onClick={() => {
            acknowledge(cause);
          }}
        >
          {say('acknowledgeBecause', { cause: term('cause', cause) })}
        </button>
      ))}
    </div>
  );
}

function OpenForm({
  alert: { id, project },
  act: type,
  form,
  done,
}: {
  alert: AlertDetail;
  act: FormAct;
  form: ReturnType<typeof useAlertForms>[FormAct];
  done: () => void;
}) {
  const act = useAct(project);
  return (
    <ActForm
      {...form}
      isPending={act.isPending}
      send={({ commandId, ...entered }, { label }) => {
        const { text, evidence } = entered;
        act.mutate(
          {
            ...{ commandId, type, alertId: id, reason: text ?? evidence ?? label, ...entered },
            ...(type === 'instruct' && { instructionId: commandId }),
          },
          { onSuccess: done },
        );
      }}
    />
  );
}
