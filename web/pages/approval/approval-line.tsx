import { Link } from 'wouter';
import type { ApprovalSummary, ItemBrief } from '../../../api/approval-responses.ts';
import { useTerm } from '../../labels.ts';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { approvalPath, itemPath } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { tellingClock } from './item-clock.ts';
import { APPROVALS_WORDS } from './list-words.ts';

/** One approval in the list: how far it is, who has what in hand, and what is due next. */
export function ApprovalLine({ approval }: { approval: ApprovalSummary }) {
  const { say, language } = useWords(APPROVALS_WORDS);
  const { project, round, name, phase, colour, closed, complete, done, of, items } = approval;
  return (
    <tr>
      <th scope="row">
        <Link href={approvalPath(project, round)}>{name}</Link>
        <div className="note">
          {project} · {phase ?? say('round', { round })}
        </div>
      </th>
      <td>
        <ColourMark colour={closed ? null : colour} />
      </td>
      <td>
        {complete ? say('complete') : say('done', { done, of })}
        <progress max={Math.max(1, of)} value={done} aria-hidden="true" />
      </td>
      <td className="in-hand">
        {items.length === 0 && <span className="note">{say('nothingInHand')}</span>}
        {items.map((item) => (
          <Link key={item.id} href={itemPath(project, round, item.id)}>
            <ColourMark colour={item.colour} bare /> {item.name[language]}
          </Link>
        ))}
      </td>
      <td>
        <Holders items={items} />
      </td>
      <td>
        <NextDue items={items} />
      </td>
    </tr>
  );
}

function Holders({ items }: { items: readonly ItemBrief[] }) {
  const { say } = useWords(APPROVALS_WORDS);
  const term = useTerm();
  const holders = new Map<string, number>();
  for (const { holder } of items) if (holder) holders.set(holder, (holders.get(holder) ?? 0) + 1);
  return [...holders].map(([holder, count]) => (
    <div key={holder}>{say('count', { name: term('holder', holder), count })}</div>
  ));
}

function NextDue({ items }: { items: readonly ItemBrief[] }) {
  const { say, language } = useWords(APPROVALS_WORDS);
  const [first] = items
    .flatMap((item) => {
      const clock = tellingClock(item);
      return clock && clock.endedOn === undefined ? [{ item, clock }] : [];
    })
    .sort((a, b) => a.clock.due.localeCompare(b.clock.due));
  if (!first) return null;
  const { item, clock } = first;
  return (
    <span className={clock.leftDays < 0 ? 'late' : ''}>
      {say('due', { day: clock.due, item: item.name[language] })}
      {clock.leftDays < 0 && ` ${say('over')}`}
    </span>
  );
}
