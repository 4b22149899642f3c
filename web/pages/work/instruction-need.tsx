import { useState } from 'react';
import { Link } from 'wouter';
import type { NeedItem } from '../../../api/page-responses.ts';
import { useAct } from '../../act.ts';
import { ActForm } from '../../parts/act-form.tsx';
import { projectPath } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { WORK_WORDS } from './words.ts';

/** An instruction or a need for coordination: a word on it, or that it is done. */
export function InstructionNeed({ need: { project, object, label } }: { need: NeedItem }) {
  const { say, language } = useWords(WORK_WORDS);
  const act = useAct(project);
  const [round, setRound] = useState(0);
  return (
    <>
      <blockquote>{label?.[language]}</blockquote>
      <ActForm
        key={round}
        fields={[{ name: 'text', label: say('answer'), kind: 'text', required: true }]}
        buttons={[
          { label: say('doneNow'), values: { done: true }, primary: true },
          { label: say('progress'), values: { done: false } },
        ]}
        isPending={act.isPending}
        send={(entered, { label: reason }) => {
          act.mutate(
            { type: 'reportInstruction', instructionId: object, reason, ...entered },
            {
              onSuccess: () => {
                setRound(round + 1);
              },
            },
          );
        }}
      />
      <Link href={projectPath(project)}>{say('toProject')}</Link>
    </>
  );
}
