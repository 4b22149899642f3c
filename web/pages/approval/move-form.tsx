import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApprovalAnswer, MovePreviewAnswer } from '../../../api/approval-responses.ts';
import { useApprovalAct } from '../../act.ts';
import { get } from '../../client.ts';
import { useLabels } from '../../labels.ts';
import { ActForm } from '../../parts/act-form.tsx';
import { ChoiceList } from '../../parts/choice-list.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { approvalPath } from '../../paths.ts';
import { useWords } from '../../words.ts';
import type { ApprovalWords } from './use-approval-words.ts';
import { WHOLE_WORDS } from './whole-words.ts';
import { useWholeWord } from './word-of.ts';

/** Moves the approval to another version of its template, after showing what that would change. */
export function MoveForm({
  approval: { project, round, versions },
  words,
  close,
}: {
  approval: ApprovalAnswer;
  words: ApprovalWords;
  close: () => void;
}) {
  const { say } = useWords(WHOLE_WORDS);
  const { mutate, isPending } = useApprovalAct(project, round);
  const [to, setTo] = useState(versions.at(-1) ?? '');
  return (
    <>
      <ChoiceList
        label={say('version')}
        value={to}
        choices={versions.map((value) => ({ value, label: value }))}
        choose={setTo}
      />
      <Preview {...{ project, round, to, words }} />
      <ActForm
        key={to}
        fields={[{ name: 'reason', label: say('reason'), kind: 'text', required: true }]}
        buttons={[{ label: say('move'), primary: true }]}
        isPending={isPending}
        send={(entered) => {
          mutate({ ...entered, type: 'moveTemplate', to }, { onSuccess: close });
        }}
      />
    </>
  );
}

function Preview({
  project,
  round,
  to,
  words,
}: {
  project: string;
  round: number;
  to: string;
  words: ApprovalWords;
}) {
  const { say } = useWords(WHOLE_WORDS);
  const preview = useQuery({
    queryKey: ['project', project, 'approval', String(round), 'move', to],
    queryFn: ({ signal }) =>
      get<MovePreviewAnswer>(`${approvalPath(project, round)}/move-preview`, { to }, signal),
  });
  const told = useChange(words);
  return (
    <>
      <h3>{say('preview')}</h3>
      <Loaded of={preview}>
        {({ changes }) =>
          changes.length === 0 ? (
            <p className="note">{say('noChange')}</p>
          ) : (
            <ul className="lines">
              {changes.map((change) => (
                <li key={`${change.object} ${change.what}`}>{told(change)}</li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </>
  );
}

type Change = MovePreviewAnswer['changes'][number];

/** One change in words. */
function useChange({ nameOf, term }: ApprovalWords): (change: Change) => string {
  const { say } = useWords(WHOLE_WORDS);
  const wordOf = useWholeWord();
  const colours: Partial<Record<string, string>> = useLabels()?.colours ?? {};
  const valueOf = (what: Change['what'], text: string): string => {
    if (text === '') return say('none');
    if (what === 'applies' || what === 'open') return wordOf(what, text);
    if (what === 'state') return term('itemState', text);
    if (what === 'waitsFor') return text.split(', ').map(nameOf).join('、');
    if (what === 'colour') return colours[text] ?? text;
    return what === 'added' || what === 'dropped' ? nameOf(text) : text;
  };
  return ({ object, what, from, to }) =>
    say('change', {
      ...{ object: nameOf(object), what: say(`what_${what}`) },
      ...{ from: valueOf(what, from), to: valueOf(what, to) },
    });
}
