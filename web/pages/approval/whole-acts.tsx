import { useState, type ComponentType } from 'react';
import type { ApprovalAnswer } from '../../../api/approval-responses.ts';
import { ActButtons } from '../../parts/act-buttons.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useWords } from '../../words.ts';
import { MoveForm } from './move-form.tsx';
import { TraitsForm } from './traits-form.tsx';
import type { ApprovalWords } from './use-approval-words.ts';
import { WHOLE_WORDS } from './whole-words.ts';

const ACTS = ['stateTraits', 'moveTemplate'] as const;

interface FormProps {
  approval: ApprovalAnswer;
  words: ApprovalWords;
  close: () => void;
}

const FORMS: Record<(typeof ACTS)[number], ComponentType<FormProps>> = {
  stateTraits: TraitsForm,
  moveTemplate: MoveForm,
};

/** What the reader may do with the approval as a whole, each with its form; nothing where that is nothing. */
export function WholeActs({ approval, words }: { approval: ApprovalAnswer; words: ApprovalWords }) {
  const { say } = useWords(WHOLE_WORDS);
  const [chosen, choose] = useState<(typeof ACTS)[number] | null>(null);
  const offered = ACTS.filter((act) => approval.actions.includes(act));
  if (offered.length === 0) return null;
  const Form = chosen && FORMS[chosen];
  return (
    <div className="no-print">
      <Panel title={say('acts')}>
        <ActButtons acts={offered} open={chosen} turnTo={choose} nameOf={(act) => say(act)} />
        {Form && (
          <Form
            approval={approval}
            words={words}
            close={() => {
              choose(null);
            }}
          />
        )}
      </Panel>
    </div>
  );
}
