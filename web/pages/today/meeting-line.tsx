import { useState, type SyntheticEvent } from 'react';
import { newCommandId, useAct } from '../../act.ts';
import { DayInput } from '../../parts/day-input.tsx';
import { useMe } from '../../session-context.ts';
import { useWords } from '../../words.ts';
import { MEETING_WORDS } from './meeting-words.ts';

/** Notes a line of the meeting in place, as an instruction with owner and date. */
export function MeetingLine({ project, owner }: { project: string; owner: string }) {
  const { say, language } = useWords(MEETING_WORDS);
  const { me, may } = useMe();
  const act = useAct(project);
  const [commandId, setCommandId] = useState(newCommandId);
  if (!may('instruct')) return <p className="note">{say('mayNot')}</p>;
  const isLeader = me.identity?.roles.some((role) => LEADERS.includes(role)) ?? true;
  const note = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = Object.fromEntries(new FormData(form)) as Record<string, string>;
    act.mutate(
      { commandId, type: 'instruct', instructionId: commandId, reason: given['text'], ...given },
      {
        onSuccess: () => {
          form.reset();
          setCommandId(newCommandId());
        },
      },
    );
  };
  return (
    <form className="meeting-line no-print" onSubmit={note}>
      <label>
        {say('line')}
        <input name="text" required maxLength={500} />
      </label>
      <label>
        {say('owner')}
        <input name="owner" required defaultValue={owner} />
      </label>
      <label>
        {say('due')}
        <DayInput key={commandId} name="due" language={language} />
      </label>
      {!isLeader && (
        <label>
          {say('onBehalfOf')}
          <input name="onBehalfOf" required />
        </label>
      )}
      <button type="submit" disabled={act.isPending}>
        {say('note')}
      </button>
      <output>{act.isSuccess && say('noted')}</output>
    </form>
  );
}

const LEADERS: readonly string[] = ['divisionLeader', 'mainLeader'];
