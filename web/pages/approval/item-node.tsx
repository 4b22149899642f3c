import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import type { ItemAssessment } from '../../../domain/approval/assessment.ts';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { ClockSign } from './clock-sign.tsx';
import { clockState, tellingClock } from './item-clock.ts';
import type { ApprovalWords } from './use-approval-words.ts';

/** An item as a node of the graph. */
export type ItemNodeType = Node<
  {
    item: ItemAssessment;
    today: string;
    words: ApprovalWords;
    /** The one that Tab reaches; arrow keys lead to the others. */
    isEntry: boolean;
    isOpen: boolean;
    open: () => void;
  },
  'item'
>;

/** An item: its colour and name, days used of allowed, who has the next move, and whether its clock runs. */
export function ItemNode({
  data: { item, today, words, isEntry, isOpen, open },
}: NodeProps<ItemNodeType>) {
  const { say, language, term } = words;
  const consent = words.consentText(item, today);
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <button
        type="button"
        className={classOf(item)}
        data-item={item.id}
        tabIndex={isEntry ? 0 : -1}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={open}
      >
        <span className="item-name">
          {item.applies === 'yes' && <ColourMark colour={item.colour} bare />}
          {item.name[language]}
        </span>
        <span className="item-state">
          {item.applies === 'undetermined' ? say('undetermined') : term('itemState', item.state)}
          {item.critical && !item.done && (
            <strong className="critical-mark">{say('critical')}</strong>
          )}
        </span>
        <ClockLine item={item} words={words} />
        <span className="item-foot">
          {consent ?? (item.holder && `→ ${term('holder', item.holder)}`) ?? item.doneOn}
        </span>
      </button>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </>
  );
}

function ClockLine({ item, words }: { item: ItemAssessment; words: ApprovalWords }) {
  const clock = tellingClock(item);
  if (!clock) return <span className="item-clock" />;
  const isOver = clock.leftDays < 0;
  return (
    <span className={isOver ? 'item-clock late' : 'item-clock'}>
      <ClockSign state={clockState(clock)} />
      {words.clockText(clock)}
      <span className="unseen">{words.clockStateText(clock)}</span>
      <progress
        max={clock.limitDays}
        value={Math.min(clock.usedDays, clock.limitDays)}
        aria-hidden="true"
      />
    </span>
  );
}

const classOf = ({ applies, critical, done, colour }: ItemAssessment): string =>
  [
    'item-node',
    done ? 'is-done' : '',
    critical && !done ? 'is-critical' : '',
    applies === 'yes' ? `frame-${colour}` : 'is-open-question',
  ].join(' ');
