import { useState } from 'react';
import type { ProjectPage } from '../../../api/page-responses.ts';
import { ActButtons } from '../../parts/act-buttons.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useOffered } from '../../offered.ts';
import { useWords } from '../../words.ts';
import { ACTION_FIELDS, ACTIONS, type Action } from './action-fields.ts';
import { ActionForm } from './action-form.tsx';
import { ACTION_WORDS } from './action-words.ts';
import { useChoices } from './choices.ts';

/** What the reader may do with the project now: a form for each. */
export function Actions({ project }: { project: ProjectPage }) {
  const { say } = useWords(ACTION_WORDS);
  const isOffered = useOffered(project.actions);
  const [chosen, setChosen] = useState<Action | null>(null);
  const choicesOf = useChoices(project);
  // Nothing to choose from, nothing to do.
  const isPossible = (action: Action): boolean =>
    ACTION_FIELDS[action].every(({ kind }) => choicesOf(kind)?.length !== 0);
  const offered = ACTIONS.filter(
    (action) =>
      isOffered(action) &&
      isPossible(action) &&
      (action !== 'endOverride' || project.assessment.override),
  );
  const close = (): void => {
    setChosen(null);
  };
  return (
    <div className="whole no-print">
      <Panel title={say('actions')} wide>
        {offered.length === 0 && <p className="note">{say('none')}</p>}
        <ActButtons
          acts={offered}
          open={chosen}
          turnTo={setChosen}
          nameOf={(action) => say(action)}
          look="plain"
        />
        {chosen && offered.includes(chosen) && (
          <ActionForm key={chosen} project={project} action={chosen} close={close} />
        )}
      </Panel>
    </div>
  );
}
