import { Drawer } from 'antd';
import type { ApprovalItemAnswer } from '../../../api/approval-responses.ts';
import { useApprovalItem } from '../../approval-item.ts';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useWords } from '../../words.ts';
import { Names } from './gates.tsx';
import { ItemActions } from './item-actions.tsx';
import { ItemCorrections } from './item-corrections.tsx';
import { ItemFacts } from './item-facts.tsx';
import { ItemOpinions } from './item-opinions.tsx';
import { ItemStory } from './item-story.tsx';
import { ITEM_WORDS } from './item-words.ts';
import type { ApprovalWords } from './use-approval-words.ts';

const WIDE = 680;

interface ItemDrawerProps {
  code: string;
  round: number;
  /** None: it is closed. */
  item: string | null;
  words: ApprovalWords;
  open: (item: string) => void;
  close: () => void;
}

/** One item with all that is said of it and what may be done, beside the graph. */
export function ItemDrawer({ code, round, item, words, open, close }: ItemDrawerProps) {
  const { say } = useWords(ITEM_WORDS);
  const found = useApprovalItem(code, round, item);
  return (
    // Not destroyed while shut: where nothing moves, one that is made as it opens never gets the focus.
    <Drawer
      open={item !== null}
      onClose={close}
      size={Math.min(WIDE, window.innerWidth)}
      title={item === null ? '' : words.nameOf(item)}
      closable={{ 'aria-label': say('close') }}
    >
      {item !== null && (
        <Loaded of={found}>{(answer) => <Whole {...{ answer, words, open }} />}</Loaded>
      )}
    </Drawer>
  );
}

function Whole({
  answer,
  words,
  open,
}: {
  answer: ApprovalItemAnswer;
  words: ApprovalWords;
  open: (item: string) => void;
}) {
  const { say, language } = useWords(ITEM_WORDS);
  const { item, explained, opens } = answer;
  const signals = explained[language];
  return (
    <div className="item-whole">
      <p>
        {item.applies === 'yes' && <ColourMark colour={item.colour} />}{' '}
        <strong>{words.term('itemState', item.state)}</strong>{' '}
        {item.round > 1 && say('round', { count: item.round })}{' '}
        {item.critical && !item.done && (
          <span className="critical-mark">{words.say('critical')}</span>
        )}{' '}
        {item.skipped?.reason}
      </p>
      <Panel title={say('why')}>
        {signals.length === 0 && <p className="note">{say('noSignals')}</p>}
        <ul className="lines">
          {signals.map(({ id, colour, text, flips }) => (
            <li key={id}>
              <ColourMark colour={colour} /> {text}
              {flips.map((flip) => (
                <div key={flip} className="note">
                  {flip}
                </div>
              ))}
            </li>
          ))}
        </ul>
      </Panel>
      <Duties answer={answer} words={words} />
      <ItemActions key={item.id} answer={answer} />
      <ItemFacts item={item} words={words} />
      <ItemOpinions item={item} />
      <ItemCorrections item={item} />
      <Panel title={say('relations')}>
        <p>
          {say('waitsFor')} <Related ids={item.waitsFor} words={words} open={open} />
        </p>
        <p>
          {say('opens')} <Related ids={opens} words={words} open={open} />
        </p>
      </Panel>
      <ItemStory answer={answer} />
    </div>
  );
}

function Related(props: Parameters<typeof Names>[0]) {
  const { say } = useWords(ITEM_WORDS);
  return props.ids.length === 0 ? say('nothing') : <Names {...props} />;
}

function Duties({
  answer: { duties },
  words,
}: {
  answer: ApprovalItemAnswer;
  words: ApprovalWords;
}) {
  const { say } = useWords(ITEM_WORDS);
  if (duties.length === 0) return null;
  return (
    <Panel title={say('duties')}>
      <ul className="lines">
        {duties.map(({ id, kind, authority, detail, due }) => (
          <li key={id}>
            <strong>{words.term('duty', kind)}</strong> {authority} {detail !== authority && detail}{' '}
            {due && say('dutyDue', { day: due })}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
