import type { ComponentType } from 'react';
import type { NeedItem, NeedKind } from '../../../api/page-responses.ts';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { dayOf } from '../../parts/moment.ts';
import { useNeedWord } from '../../parts/need-words.ts';
import { usePersonName } from '../../parts/person-name.ts';
import { useWords } from '../../words.ts';
import { AlertNeed } from './alert-need.tsx';
import { InstructionNeed } from './instruction-need.tsx';
import { ItemNeed } from './item-need.tsx';
import { MilestoneNeed } from './milestone-need.tsx';
import { NeedClock } from './need-clock.tsx';
import { WORK_WORDS } from './words.ts';

/** Something that waits: a press shows what it is about and what can be answered. */
export function NeedCard({
  need,
  isOpen,
  turn,
}: {
  need: NeedItem;
  isOpen: boolean;
  turn: (isOpen: boolean) => void;
}) {
  const { say, language } = useWords(WORK_WORDS);
  const what = useNeedWord()(need);
  const named = usePersonName();
  const { kind, project, projectName, severity, label, since, insteadOf } = need;
  const Answer = ANSWERS[kind];
  return (
    <li className="panel need" ref={isOpen ? showWhole : undefined}>
      <button
        type="button"
        className="need-head"
        aria-expanded={isOpen}
        onClick={() => {
          turn(!isOpen);
        }}
      >
        <span className="need-what">
          {severity && <ColourMark colour={severity} bare />} {what}
          {label && ` · ${label[language]}`}
        </span>
        <NeedClock need={need} />
        <span className="note">
          {project} {projectName}
          {authorityOf(need)}
          {since !== null && ` · ${say('since', { day: dayOf(since) })}`}
          {insteadOf !== null && ` · ${say('insteadOf', { person: named(insteadOf) })}`}
        </span>
      </button>
      {isOpen && (
        <div className="need-body">
          <Answer need={need} />
        </div>
      )}
    </li>
  );
}

/** An answer that opens below the window's edge is brought in. */
function showWhole(card: HTMLElement | null): void {
  card?.scrollIntoView({ block: 'nearest' });
}

const authorityOf = ({ authority }: NeedItem): string =>
  authority === null ? '' : ` · ${authority}`;

const ANSWERS: Record<NeedKind, ComponentType<{ need: NeedItem }>> = {
  alert: AlertNeed,
  alertToVerify: AlertNeed,
  alertToApprove: AlertNeed,
  planChange: MilestoneNeed,
  confirmation: MilestoneNeed,
  decision: MilestoneNeed,
  instruction: InstructionNeed,
  need: InstructionNeed,
  workItem: ItemNeed,
};
