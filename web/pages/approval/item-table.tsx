import type { ItemAssessment, StageAssessment } from '../../../domain/approval/assessment.ts';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { TableHead } from '../../parts/table-head.tsx';
import { tellingClock } from './item-clock.ts';
import type { ApprovalWords } from './use-approval-words.ts';

const COLUMNS = [
  ...(['item', 'stage', 'authority', 'colour', 'state', 'clock', 'clockState', 'due'] as const),
  ...(['holder', 'needs', 'critical'] as const),
] as const;

/** All that the graph says, as a table: for screen readers, phones and paper. Without `open` nothing in it can be focused. */
export function ItemTable({
  items,
  stages,
  words,
  open,
}: {
  items: readonly ItemAssessment[];
  stages: readonly StageAssessment[];
  words: ApprovalWords;
  open: ((item: string) => void) | undefined;
}) {
  const { say, language } = words;
  const stageNames = new Map(stages.map(({ id, label }) => [id, label[language]]));
  return (
    <table className="plain-table item-table">
      <caption className="unseen">{say('table')}</caption>
      <TableHead names={COLUMNS.map((column) => say(column))} />
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <th scope="row">
              <Name item={item} open={open} name={item.name[language]} />
            </th>
            <td>{stageNames.get(item.stage)}</td>
            <td>{item.authority}</td>
            <td>{item.applies === 'yes' && <ColourMark colour={item.colour} />}</td>
            <td>{stateOf(item, words)}</td>
            <ClockCells item={item} words={words} />
            <td>{item.holder && words.term('holder', item.holder)}</td>
            <td>{item.waitsFor.map(words.nameOf).join('、')}</td>
            <td>{item.critical && say('yes')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Name({
  item,
  open,
  name,
}: {
  item: ItemAssessment;
  open: ((item: string) => void) | undefined;
  name: string;
}) {
  if (!open) return name;
  return (
    <button
      type="button"
      className="link"
      aria-haspopup="dialog"
      onClick={() => {
        open(item.id);
      }}
    >
      {name}
    </button>
  );
}

function ClockCells({ item, words }: { item: ItemAssessment; words: ApprovalWords }) {
  const clock = tellingClock(item);
  if (!clock) return [<td key="used" />, <td key="state" />, <td key="due" />];
  return (
    <>
      <td className={clock.leftDays < 0 ? 'late' : ''}>{words.clockText(clock)}</td>
      <td>{words.clockStateText(clock)}</td>
      <td>{clock.due}</td>
    </>
  );
}

function stateOf(item: ItemAssessment, { say, term }: ApprovalWords): string {
  if (item.applies === 'yes') return term('itemState', item.state);
  return say(item.applies === 'no' ? 'notNeeded' : 'undetermined');
}
