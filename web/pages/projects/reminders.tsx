import { useMutation } from '@tanstack/react-query';
import type { RemindersAnswer } from '../../../api/page-responses.ts';
import { post } from '../../client.ts';
import { textsIn } from '../../parts/form-texts.ts';
import { useMe } from '../../session-context.ts';
import { useWords } from '../../words.ts';
import type { Picking } from './picking.ts';
import { PROJECTS_WORDS } from './words.ts';

/** 催办: one reminder to the manager of each project that is selected. */
export function Reminders({ picking }: { picking: Picking }) {
  const { say } = useWords(PROJECTS_WORDS);
  const { actor } = useMe();
  const remind = useMutation({
    mutationFn: (texts: Record<string, string>) =>
      post<RemindersAnswer>('/reminders', {
        projects: picking.codes,
        ...texts,
        ...(actor && { actor: actor.id }),
      }),
  });
  return (
    <form
      className="picked no-print"
      onSubmit={(event) => {
        event.preventDefault();
        remind.mutate(textsIn(event.currentTarget));
      }}
    >
      <strong>{say('picked', { count: picking.codes.length })}</strong>
      <span>{say('remindWhom', { count: picking.codes.length })}</span>
      <input name="text" aria-label={say('remindText')} placeholder={say('remindText')} />
      <button type="submit" className="plain" disabled={remind.isPending}>
        {say('remind')}
      </button>
      <button
        type="button"
        className="plain"
        onClick={() => {
          picking.set([]);
        }}
      >
        {say('unpick')}
      </button>
      <output>
        {remind.data && <Outcome answer={remind.data} />}
        {remind.error?.message}
      </output>
    </form>
  );
}

function Outcome({ answer: { reminded, left } }: { answer: RemindersAnswer }) {
  const { say } = useWords(PROJECTS_WORDS);
  const list = left.map(({ project, why }) => `${project} (${say(why)})`).join(', ');
  return (
    <>
      {say('reminded', { count: reminded.length })} {list !== '' && say('leftOut', { list })}
    </>
  );
}
