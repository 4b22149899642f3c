import type { SyntheticEvent } from 'react';
import type { ProjectPage } from '../../../api/page-responses.ts';
import { DayInput } from '../../parts/day-input.tsx';
import { useOffered } from '../../offered.ts';
import { textsIn } from '../../parts/form-texts.ts';
import { Panel } from '../../parts/panel.tsx';
import { PersonChoice } from '../../parts/person-choice.tsx';
import { useProjectAct } from '../../project-act.ts';
import { useWords } from '../../words.ts';
import { PROJECT_WORDS } from './words.ts';

type Instruction = ProjectPage['instructions'][number];

/** 需协调事项 and 批示: lines with owner and date, each to be answered in place. */
export function Needs({ project }: { project: ProjectPage }) {
  const { say } = useWords(PROJECT_WORDS);
  const isOffered = useOffered(project.actions);
  return (
    <Panel title={say('needs')}>
      {project.instructions.length === 0 && <p className="note">{say('noNeeds')}</p>}
      <ul className="lines">
        {project.instructions.map((one) => (
          <Line
            key={one.id}
            project={project}
            instruction={one}
            mayAnswer={isOffered('reportInstruction')}
          />
        ))}
      </ul>
      {isOffered('raiseNeed') && <Raise code={project.code} />}
    </Panel>
  );
}

function Line({
  project: { code, today },
  instruction,
  mayAnswer,
}: {
  project: ProjectPage;
  instruction: Instruction;
  mayAnswer: boolean;
}) {
  const { say } = useWords(PROJECT_WORDS);
  const { need, text, ownerName, byName, due, update, doneOn } = instruction;
  const isLate = doneOn === undefined && due < today;
  return (
    <li className={doneOn === undefined ? '' : 'done'}>
      <strong>{say(need ? 'need' : 'instruction')}</strong> {text}
      <div className="note">
        {byName} → {ownerName}{' '}
        {doneOn === undefined ? (
          <span className={isLate ? 'late' : ''}>
            {say('due', { day: due })} {isLate && say('overdue')}
          </span>
        ) : (
          say('done', { day: doneOn })
        )}
      </div>
      {update && (
        <div className="note">
          {update.day} {update.text}
        </div>
      )}
      {mayAnswer && doneOn === undefined && <Answer code={code} id={instruction.id} />}
    </li>
  );
}

function Answer({ code, id }: { code: string; id: string }) {
  const { say } = useWords(PROJECT_WORDS);
  const { give, isPending } = useProjectAct(code);
  const answer = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const { text = '', done } = textsIn(event.currentTarget);
    give({
      ...{ type: 'reportInstruction', instructionId: id, text, reason: text },
      done: done !== undefined,
    });
  };
  return (
    <details className="no-print">
      <summary>{say('answer')}</summary>
      <form className="row" onSubmit={answer}>
        <input name="text" required maxLength={2000} aria-label={say('answerText')} />
        <label>
          <input type="checkbox" name="done" value="yes" /> {say('isDone')}
        </label>
        <button type="submit" className="plain" disabled={isPending}>
          {say('answer')}
        </button>
      </form>
    </details>
  );
}

function Raise({ code }: { code: string }) {
  const { say, language } = useWords(PROJECT_WORDS);
  const { give, isPending, commandId } = useProjectAct(code);
  return (
    <form
      className="row no-print"
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        const { text = '', owner, due } = textsIn(form);
        give({ type: 'raiseNeed', needId: commandId, text, owner, due, reason: text }, () => {
          form.reset();
        });
      }}
    >
      <label className="long">
        {say('needText')}
        <input name="text" required maxLength={2000} />
      </label>
      <label>
        {say('owner')}
        <PersonChoice name="owner" required />
      </label>
      <label>
        {say('dueDay')}
        <DayInput key={commandId} name="due" language={language} />
      </label>
      <button type="submit" className="plain" disabled={isPending}>
        {say('raiseNeed')}
      </button>
    </form>
  );
}
