import { useState } from 'react';
import { Link } from 'wouter';
import type { ApprovalItemAnswer } from '../../../api/approval-responses.ts';
import type { NeedItem } from '../../../api/page-responses.ts';
import { useApprovalAct } from '../../act.ts';
import { useApprovalItem } from '../../approval-item.ts';
import { useTerm } from '../../labels.ts';
import { useOffered } from '../../offered.ts';
import { ActButtons } from '../../parts/act-buttons.tsx';
import { ActForm } from '../../parts/act-form.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { itemPath } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { useDutyForms, type DutyForm } from './use-duty-forms.ts';
import { WORK_WORDS } from './words.ts';

/** A work item of an approval: opinion, acceptance, decision, correction, step of a supply. */
export function ItemNeed({ need }: { need: NeedItem }) {
  const { say } = useWords(WORK_WORDS);
  const { project, approvalRound, object } = need;
  const round = approvalRound ?? 1;
  const item = useApprovalItem(project, round, object);
  return (
    <Loaded of={item}>
      {(answer) => (
        <>
          <ItemFacts answer={answer} />
          <Forms need={need} answer={answer} />
          <Link href={itemPath(project, round, object)}>{say('toItem')}</Link>
        </>
      )}
    </Loaded>
  );
}

function ItemFacts({ answer: { item } }: { answer: ApprovalItemAnswer }) {
  const { say } = useWords(WORK_WORDS);
  const term = useTerm();
  const owed = item.corrections
    .filter(({ answeredAt }) => answeredAt === undefined)
    .flatMap(({ documents }) => documents);
  return (
    <>
      <p className="note">
        {term('itemState', item.state)}
        {item.clocks.map(({ kind, step, usedDays, limitDays, running }) => (
          <span key={`${kind} ${step ?? ''}`}>
            {' · '}
            {step === undefined ? say(kind) : term('utilityStep', step)}{' '}
            {say(running ? 'clockRuns' : 'clockStands', { used: usedDays, limit: limitDays })}
          </span>
        ))}
      </p>
      {owed.length > 0 && (
        <ul className="lines">
          {owed.map(({ name, reason }, nth) => (
            <li key={nth}>
              <strong>{name}</strong> {reason}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** The usual answer is open; the others are one press away. */
function Forms({ need, answer }: { need: NeedItem; answer: ApprovalItemAnswer }) {
  const { say } = useWords(WORK_WORDS);
  const [chosen, setChosen] = useState<string>();
  const act = useApprovalAct(need.project, need.approvalRound ?? 1);
  const isOffered = useOffered(answer.actions);
  const forms = useDutyForms(need, answer).filter(({ type }) => isOffered(type));
  const form = forms.find(({ type }) => type === chosen) ?? forms[0];
  if (!form) return <p className="note">{say('mayNot')}</p>;
  return (
    <>
      {forms.length > 1 && (
        <ActButtons
          label={say('whichAnswer')}
          acts={forms.map(({ type }) => type)}
          open={form.type}
          turnTo={(type) => {
            setChosen(type ?? form.type);
          }}
          nameOf={(type) => forms.find((one) => one.type === type)?.label ?? type}
        />
      )}
      <ActForm
        key={form.type}
        fields={form.fields}
        buttons={form.buttons}
        isPending={act.isPending}
        send={({ commandId, ...entered }, { label }) => {
          act.mutate({ commandId, item: need.object, ...commandOf(form, entered, label) });
        }}
      />
    </>
  );
}

function commandOf({ type, toData }: DutyForm, entered: Record<string, unknown>, label: string) {
  return { type, reason: entered['text'] ?? label, ...(toData ? toData(entered) : entered) };
}
