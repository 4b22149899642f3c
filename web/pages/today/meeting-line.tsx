import type { SyntheticEvent } from 'react';
import { useIsLeader } from '../../offered.ts';
import { DayInput } from '../../parts/day-input.tsx';
import { textsIn } from '../../parts/form-texts.ts';
import { PersonChoice } from '../../parts/person-choice.tsx';
import { useProjectAct } from '../../project-act.ts';
import { useMe } from '../../session-context.ts';
import { useWords } from '../../words.ts';
import { MEETING_WORDS } from './meeting-words.ts';

/** Notes a line of the meeting in place, as an instruction with owner and date. */
export function MeetingLine({ project, owner }: { project: string; owner: string }) {
  const { say, language } = useWords(MEETING_WORDS);
  const { may } = useMe();
  const isLeader = useIsLeader();
  const { give, commandId, isPending, isSuccess } = useProjectAct(project);
  if (!may('instruct')) return <p className="note">{say('mayNot')}</p>;
  const note = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const { text = '', ...others } = textsIn(form);
    give({ type: 'instruct', instructionId: commandId, reason: text, text, ...others }, () => {
      form.reset();
    });
  };
  return (
    <form className="meeting-line no-print" onSubmit={note}>
      <label>
        {say('line')}
        <input name="text" required maxLength={500} />
      </label>
      <label>
        {say('owner')}
        <PersonChoice name="owner" required defaultValue={owner} />
      </label>
      <label>
        {say('due')}
        <DayInput key={commandId} name="due" language={language} />
      </label>
      {!isLeader && (
        <label>
          {say('onBehalfOf')}
          <PersonChoice name="onBehalfOf" required isLeader />
        </label>
      )}
      <button type="submit" className="plain" disabled={isPending}>
        {say('note')}
      </button>
      <output>{isSuccess && say('noted')}</output>
    </form>
  );
}
