import type { ApprovalAnswer } from '../../../api/approval-responses.ts';
import { useAct } from '../../act.ts';
import { ActForm, type ActField } from '../../parts/act-form.tsx';
import { useWords } from '../../words.ts';
import { WHOLE_WORDS } from './whole-words.ts';
import { useWholeWord } from './word-of.ts';

type Trait = ApprovalAnswer['traits'][number];

/** Says of the project what decides which items apply; only what is said otherwise than before is sent. */
export function TraitsForm({
  approval: { project, traits },
  close,
}: {
  approval: ApprovalAnswer;
  close: () => void;
}) {
  const { say } = useWords(WHOLE_WORDS);
  const { mutate, isPending } = useAct(project);
  const fieldOf = useTraitField();
  return (
    <>
      <p className="note">{say('traitsHint')}</p>
      <ActForm
        fields={[
          ...traits.map(fieldOf),
          { name: 'reason', label: say('reason'), kind: 'text', required: true },
        ]}
        buttons={[{ label: say('submit'), primary: true }]}
        isPending={isPending}
        send={({ commandId, reason, ...texts }) => {
          mutate(
            { commandId, type: 'stateTraits', reason, traits: saidAnew(traits, texts) },
            { onSuccess: close },
          );
        }}
      />
    </>
  );
}

function useTraitField(): (trait: Trait) => ActField {
  const { say, language } = useWords(WHOLE_WORDS);
  const wordOf = useWholeWord();
  const truths = [
    { value: 'true', label: say('yes') },
    { value: 'false', label: say('no') },
  ];
  return ({ field, label, values, value }) => {
    const asked = { name: field, label: label[language], initial: String(value ?? '') };
    if (values === 'number') return { ...asked, kind: 'number' };
    const choices =
      values === 'boolean'
        ? truths
        : values.map((code) => ({ value: code, label: wordOf('trait', code) }));
    return { ...asked, kind: 'choice', choices };
  };
}

/** What was entered, each of the kind that is asked for. */
function saidAnew(
  traits: readonly Trait[],
  texts: Record<string, unknown>,
): Record<string, ReturnType<typeof answerOf>> {
  const said = traits.flatMap((trait) => {
    const text = texts[trait.field];
    if (typeof text !== 'string' || text === String(trait.value)) return [];
    return [[trait.field, answerOf(trait, text)] as const];
  });
  return Object.fromEntries(said);
}

function answerOf({ values }: Trait, text: string): string | number | boolean {
  if (values === 'number') return Number(text);
  return values === 'boolean' ? text === 'true' : text;
}
