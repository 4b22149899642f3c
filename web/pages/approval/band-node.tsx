import type { Node, NodeProps } from '@xyflow/react';
import { ColourMark } from '../../parts/colour-mark.tsx';
import type { Band } from './graph-layout.ts';
import type { ApprovalWords } from './use-approval-words.ts';

/** A stage as a node behind the items. */
export type BandNodeType = Node<{ band: Band; width: number; words: ApprovalWords }, 'band'>;

/** A stage with its lead, its common clock, and a lane for each department. */
export function BandNode({ data: { band, width, words } }: NodeProps<BandNodeType>) {
  const { say, language } = words;
  const { stage, lanes, height, y } = band;
  const { clock, blockedBy } = stage;
  return (
    <div className="band" style={{ width, height }}>
      <div className="band-head">
        <strong>{stage.label[language]}</strong>
        <ColourMark colour={stage.colour} />
        <span>{say('lead', { lead: stage.lead })}</span>
        <span>{say('progress', { done: stage.done, of: stage.of })}</span>
        {clock && (
          <span className={clock.leftDays < 0 ? 'late' : ''}>
            {say('umbrella', { used: clock.usedDays, limit: clock.limitDays })}
          </span>
        )}
        {blockedBy && <span className="late">{say('blockedBy', { ...blockedBy })}</span>}
      </div>
      {lanes.map((lane) => (
        <div
          key={lane.authority}
          className="lane"
          style={{ top: lane.y - y, height: lane.height, width }}
        >
          <span className="lane-name">{lane.authority}</span>
        </div>
      ))}
    </div>
  );
}
