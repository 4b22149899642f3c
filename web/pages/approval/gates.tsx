import type { GateAssessment } from '../../../domain/approval/assessment.ts';
import { Panel } from '../../parts/panel.tsx';
import type { ApprovalWords } from './use-approval-words.ts';

/** Which milestones the items open, and what each gate lacks still. */
export function Gates({
  gates,
  words,
  open,
}: {
  gates: readonly GateAssessment[];
  words: ApprovalWords;
  open: (item: string) => void;
}) {
  const { say } = words;
  if (gates.length === 0) return null;
  return (
    <Panel title={say('gates')}>
      <ul className="lines">
        {gates.map((gate) => (
          <li key={gate.milestone}>
            <strong>{words.nameOf(`milestone:${gate.milestone}`)}</strong>{' '}
            {gate.open ? (
              <>
                {say('gateOpen')} {gate.openedOn}
              </>
            ) : (
              <>
                <span className="late">{say('gateClosed')}</span>{' '}
                <Names ids={[...gate.missing, ...gate.undetermined]} words={words} open={open} />
              </>
            )}
            {gate.soft.length > 0 && (
              <>
                {' · '}
                {say('gateSoft')} <Names ids={gate.soft} words={words} open={open} />
              </>
            )}
            {!gate.open && gate.expected && (
              <span className="note"> {say('gateExpected', { day: gate.expected })}</span>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Items by name, each to be opened; what is no item is only named. */
export function Names({
  ids,
  words,
  open,
}: {
  ids: readonly string[];
  words: ApprovalWords;
  open: (item: string) => void;
}) {
  return ids.map((id, nth) => (
    <span key={id}>
      {nth > 0 && ' · '}
      {id.includes(':') ? (
        words.nameOf(id)
      ) : (
        <button
          type="button"
          className="link"
          onClick={() => {
            open(id);
          }}
        >
          {words.nameOf(id)}
        </button>
      )}
    </span>
  ));
}
