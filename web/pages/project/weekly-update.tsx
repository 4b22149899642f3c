import type { ProjectPage, UpdateLine } from '../../../api/page-responses.ts';
import { textsIn } from '../../parts/form-texts.ts';
import { Panel } from '../../parts/panel.tsx';
import { useOffered } from '../../offered.ts';
import { useProjectAct } from '../../project-act.ts';
import { useWords } from '../../words.ts';
import { PROJECT_WORDS } from './words.ts';

/** 周报 in one box, or in one tap where nothing has changed, and the last ones. */
export function WeeklyUpdate({ project }: { project: ProjectPage }) {
  const { say } = useWords(PROJECT_WORDS);
  const isOffered = useOffered(project.actions);
  const [newest, ...older] = project.updates;
  return (
    <Panel title={say('update')}>
      {isOffered('update') && <Box code={project.code} />}
      {newest ? <Line update={newest} /> : <p className="note">{say('noUpdates')}</p>}
      {older.length > 0 && (
        <details className="no-print">
          <summary>{say('lastUpdates')}</summary>
          {older.map((update, at) => (
            <Line key={at} update={update} />
          ))}
        </details>
      )}
    </Panel>
  );
}

function Box({ code }: { code: string }) {
  const { say } = useWords(PROJECT_WORDS);
  const { give, isPending } = useProjectAct(code);
  return (
    <form
      className="no-print"
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        const { text } = textsIn(form);
        if (text === undefined) return;
        give({ type: 'update', text, reason: say('weekly') }, () => {
          form.reset();
        });
      }}
    >
      <textarea name="text" rows={3} maxLength={2000} required aria-label={say('updateText')} />
      <button type="submit" className="plain strong" disabled={isPending}>
        {say('sendUpdate')}
      </button>{' '}
      <button
        type="button"
        className="plain"
        disabled={isPending}
        onClick={() => {
          give({ type: 'update', noChange: true, reason: say('weekly') });
        }}
      >
        {say('noChange')}
      </button>
    </form>
  );
}

function Line({ update: { day, text, noChange, by } }: { update: UpdateLine }) {
  const { say } = useWords(PROJECT_WORDS);
  return (
    <p>
      <span className="note">
        {day} {by?.name ?? say('fromSite')}
      </span>{' '}
      {text || (noChange && say('unchanged'))}
    </p>
  );
}
