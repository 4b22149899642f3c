import type { ItemAssessment } from '../../../domain/approval/assessment.ts';
import { dayOf } from '../../parts/moment.ts';
import { Panel } from '../../parts/panel.tsx';
import { TableHead } from '../../parts/table-head.tsx';
import { useWords } from '../../words.ts';
import { ITEM_WORDS } from './item-words.ts';
import type { ApprovalWords } from './use-approval-words.ts';
import { useItemWord } from './word-of.ts';

/** Where an item stands: who has it, when it came, and its limits with what is used of them. */
export function ItemFacts({ item, words }: { item: ItemAssessment; words: ApprovalWords }) {
  const { say } = useWords(ITEM_WORDS);
  const lines = useLines(item, words);
  return (
    <Panel title={say('facts')}>
      <dl className="item-facts">
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {item.stale && <p className="late">{say('staleSince', { day: dayOf(item.stale.since) })}</p>}
      <Clocks item={item} words={words} />
    </Panel>
  );
}

function useLines(item: ItemAssessment, words: ApprovalWords): (readonly [string, string])[] {
  const { say } = useWords(ITEM_WORDS);
  const wordOf = useItemWord();
  const { expected, decision, holder, floatDays, presumed } = item;
  const lines: (readonly [string, string | undefined | false])[] = [
    [words.say('authority'), `${item.authority} · ${item.window}`],
    [words.say('holder'), holder && words.term('holder', holder)],
    [say('applicationNo'), item.applicationNo],
    [say('submittedAt'), item.submittedAt && dayOf(item.submittedAt)],
    [
      say('acceptedAt'),
      presumed ? say('presumed', { on: presumed.on }) : item.acceptedAt && dayOf(item.acceptedAt),
    ],
    [say('decision'), decision && `${wordOf('decision', decision.is)} ${decision.on}`],
    [say('doneOn'), item.doneOn],
    [words.say('due'), !item.done && expected && words.say('expectedEnd', { day: expected.end })],
    [
      words.say('critical'),
      !item.done && floatDays !== undefined && say('float', { count: floatDays }),
    ],
  ];
  return lines.flatMap(([name, value]) => (value ? [[name, value] as const] : []));
}

function Clocks({ item: { clocks }, words }: { item: ItemAssessment; words: ApprovalWords }) {
  const { say } = useWords(ITEM_WORDS);
  const wordOf = useItemWord();
  if (clocks.length === 0) return <p className="note">{words.say('noClock')}</p>;
  return (
    <table className="plain-table">
      <caption className="unseen">{say('clocks')}</caption>
      <TableHead
        names={[
          say('clocks'),
          words.say('clock'),
          words.say('clockState'),
          say('from'),
          say('due'),
        ]}
      />
      <tbody>
        {clocks.map((clock) => (
          <tr key={`${clock.kind}/${clock.step ?? ''}`}>
            <th scope="row">
              {wordOf('kind', clock.kind)} {clock.step && words.term('utilityStep', clock.step)}
            </th>
            <td>{words.clockText(clock)}</td>
            <td className={clock.leftDays < 0 ? 'late' : ''}>{words.clockStateText(clock)}</td>
            <td>{clock.from}</td>
            <td>{clock.due}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
