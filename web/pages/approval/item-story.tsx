import type { ApprovalItemAnswer, ItemStep } from '../../../api/approval-responses.ts';
import { RawEvent } from '../../parts/facts/raw-event.tsx';
import { minuteOf } from '../../parts/moment.ts';
import { Panel } from '../../parts/panel.tsx';
import { usePersonName } from '../../parts/person-name.ts';
import { useWords } from '../../words.ts';
import { ITEM_WORDS } from './item-words.ts';
import { useItemWord } from './word-of.ts';

/** Everything that happened to an item, the newest first, each down to its raw event. */
export function ItemStory({ answer: { steps, project } }: { answer: ApprovalItemAnswer }) {
  const { say } = useWords(ITEM_WORDS);
  return (
    <Panel title={say('evidence')}>
      {steps.length === 0 && <p className="note">{say('noSteps')}</p>}
      <ol className="lines">
        {[...steps].reverse().map((step) => (
          <StepLine key={`${step.ref.source} ${step.ref.id} ${step.kind}`} {...{ step, project }} />
        ))}
      </ol>
    </Panel>
  );
}

function StepLine({ step, project }: { step: ItemStep; project: string }) {
  const { say } = useWords(ITEM_WORDS);
  const nameOf = usePersonName();
  const wordOf = useItemWord();
  const { kind, at, recordedAt, knownSince, by, ref } = step;
  const who = by.actor ? nameOf(by.actor.id) : by.source;
  return (
    <li>
      <strong>{minuteOf(at)}</strong> {wordOf('step', kind)} {useSaid(step)}
      <div className="note item-source">
        {say('said', { who })}
        {recordedAt !== undefined && ` · ${say('recorded', { at: minuteOf(recordedAt) })}`}
        {` · ${say('known', { at: minuteOf(knownSince) })}`}
      </div>
      <RawEvent code={project} fact={ref} />
    </li>
  );
}

/** What the step says beside its kind. */
function useSaid({ says, applicationNo }: ItemStep): string {
  const wordOf = useItemWord();
  const coded = [
    ['mode', says.mode],
    ['stop', says.stop],
    ['opinion', says.opinion],
    ['decision', says.decision],
    ['result', says.result],
  ] as const;
  return [
    says.department,
    ...coded.map(([list, code]) => code && wordOf(list, code)),
    ...(says.documents ?? []).map(({ name, reason }) => [name, reason].filter(Boolean).join(' ')),
    ...(says.conditions ?? []),
    ...[says.text, says.certNo, says.reason, says.evidenceNo],
    applicationNo === '-' ? '' : applicationNo,
  ]
    .filter(Boolean)
    .join(' · ');
}
