import { useState } from 'react';
import type { ApprovalItemAnswer } from '../../../api/approval-responses.ts';
import { useApprovalAct } from '../../act.ts';
import { useLabels } from '../../labels.ts';
import { ActButtons } from '../../parts/act-buttons.tsx';
import { ActForm, type ActField } from '../../parts/act-form.tsx';
import { choicesIn } from '../../parts/options.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useWords } from '../../words.ts';
import { ACT_SPECS, actsOffered, buttonsOf, type FormWords } from './act-specs.ts';
import { ITEM_ACT_WORDS } from './item-act-words.ts';
import { useItemWord } from './word-of.ts';

/** What the person who looks at it may do with the item now, each with its form. */
export function ItemActions({ answer }: { answer: ApprovalItemAnswer }) {
  const { say } = useWords(ITEM_ACT_WORDS);
  const [chosen, choose] = useState<string | null>(null);
  const offered = actsOffered(answer);
  return (
    <Panel title={say('actions')}>
      {offered.length === 0 && <p className="note">{say('noActions')}</p>}
      <ActButtons
        acts={offered}
        open={chosen}
        turnTo={choose}
        nameOf={(name) => say(ITEM_ACT_WORDS.keys.find((key) => key === name) ?? 'submitForm')}
      />
      {chosen !== null && offered.includes(chosen) && (
        <Form
          key={chosen}
          name={chosen}
          answer={answer}
          close={() => {
            choose(null);
          }}
        />
      )}
    </Panel>
  );
}

function Form({
  name,
  answer,
  close,
}: {
  name: string;
  answer: ApprovalItemAnswer;
  close: () => void;
}) {
  const { mutate, isPending } = useApprovalAct(answer.project, answer.round);
  const words = useFormWords();
  const common = useCommonFields();
  const spec = ACT_SPECS[name] ?? {};
  return (
    <ActForm
      fields={[...(spec.fields?.(answer, words) ?? []), ...common]}
      buttons={buttonsOf(spec, words)}
      isPending={isPending}
      send={(entered) => {
        const said = spec.command?.(entered) ?? entered;
        mutate(
          { ...said, commandId: entered.commandId, type: spec.type ?? name, item: answer.item.id },
          { onSuccess: close },
        );
      }}
    />
  );
}

function useFormWords(): FormWords {
  const { say } = useWords(ITEM_ACT_WORDS);
  return {
    say,
    word: useItemWord(),
    steps: choicesIn(useLabels()?.terms['utilityStep']),
  };
}

function useCommonFields(): ActField[] {
  const { say } = useWords(ITEM_ACT_WORDS);
  return [
    { name: 'on', label: say('on'), kind: 'day', hint: say('onHint') },
    { name: 'evidenceNo', label: say('evidenceNo'), kind: 'line' },
    { name: 'reason', label: say('reason'), kind: 'text', required: true },
  ];
}
