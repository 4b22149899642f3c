import { useState } from 'react';
import type { ProjectListItem } from '../../../api/page-responses.ts';
import { useLabels } from '../../labels.ts';
import { stagesInOrder } from '../../parts/stages-in-order.ts';
import { useWords } from '../../words.ts';
import { Card } from './card.tsx';
import { Missing } from './missing.tsx';
import { PROJECTS_WORDS } from './words.ts';

/** A card that somebody wants at a later stage. */
interface Wish {
  item: ProjectListItem;
  stage: string;
}

/** The list by stage. Dropping a card moves nothing: it shows what is missing for that stage. */
export function Board({ items }: { items: readonly ProjectListItem[] }) {
  const { say } = useWords(PROJECTS_WORDS);
  const labels = useLabels();
  const [wish, setWish] = useState<Wish | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const want = (next: Wish): void => {
    setWish(next);
    setIsOpen(true);
  };
  const stages = labels ? stagesInOrder(labels, items) : [];
  const nextOf = (stage: string): string => stages[stages.indexOf(stage) + 1] ?? stage;
  return (
    <>
      <p className="note no-print">{say('dragNote')}</p>
      <div className="board" tabIndex={0} role="region" aria-label={say('board')}>
        {stages.map((stage) => (
          <Column
            key={stage}
            title={labels?.milestones[stage] ?? stage}
            items={items.filter((item) => item.stage === stage)}
            ask={(item) => {
              want({ item, stage: item.next?.code ?? nextOf(stage) });
            }}
            onCard={(code) => {
              const item = items.find((one) => one.code === code);
              if (item && item.stage !== stage) want({ item, stage });
            }}
          />
        ))}
      </div>
      {wish && (
        <Missing
          code={wish.item.code}
          stage={wish.stage}
          stages={stages}
          isOpen={isOpen}
          close={() => {
            setIsOpen(false);
          }}
        />
      )}
    </>
  );
}

function Column({
  title,
  items,
  ask,
  onCard,
}: {
  title: string;
  items: readonly ProjectListItem[];
  ask: (item: ProjectListItem) => void;
  onCard: (code: string) => void;
}) {
  const [isOver, setIsOver] = useState(false);
  const state = [items.length === 0 && 'empty', isOver && 'over'].filter(Boolean).join(' ');
  return (
    <section
      className={`board-column ${state}`}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => {
        setIsOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        onCard(event.dataTransfer.getData('text/plain'));
      }}
    >
      <h2>
        {title} <span className="note">{items.length}</span>
      </h2>
      <ul>
        {items.map((item) => (
          <Card key={item.code} item={item} ask={ask} />
        ))}
      </ul>
    </section>
  );
}
