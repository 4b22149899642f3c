import { Toggles } from '../../parts/toggles.tsx';
import { useWords } from '../../words.ts';
import { VIEWS, type PlanAddress } from './plan-address.ts';
import { stepped, ZOOMS, type PlanWindow } from './plan-window.ts';
import { PLAN_WORDS } from './words.ts';

/** How much of time is seen and how, in the address. */
export function PlanBar({
  address,
  span: { from, to },
  codes,
}: {
  address: PlanAddress;
  span: PlanWindow;
  /** Of the projects of the page. */
  codes: readonly string[];
}) {
  const { say } = useWords(PLAN_WORDS);
  const { zoom, view, unfolded, put } = address;
  const isUnfolded = codes.length > 0 && codes.every((code) => unfolded.has(code));
  return (
    <div className="plan-bar no-print">
      <Toggles
        label={say('zoom')}
        values={ZOOMS}
        isPressed={(one) => one === zoom}
        press={(one) => {
          put('zoom', one);
        }}
      >
        {(one) => say(`zoom_${one}`)}
      </Toggles>
      <Steps address={address} from={from} />
      <span className="note">{say('span', { from, to })}</span>
      <Toggles
        label={say('view')}
        values={VIEWS}
        isPressed={(one) => one === view}
        press={(one) => {
          put('view', one);
        }}
      >
        {(one) => say(one)}
      </Toggles>
      <Press
        word={say(isUnfolded ? 'foldAll' : 'unfoldAll')}
        onPress={() => {
          put('unfolded', isUnfolded ? null : codes.join(','));
        }}
      />
      <Press
        word={say('print')}
        onPress={() => {
          window.print();
        }}
      />
    </div>
  );
}

function Steps({ address: { zoom, put }, from }: { address: PlanAddress; from: string }) {
  const { say } = useWords(PLAN_WORDS);
  const step = (by: 1 | -1) => () => {
    put('at', stepped(zoom, from, by));
  };
  return (
    <span>
      <Press word={say('earlier')} onPress={step(-1)} />
      <Press
        word={say('toToday')}
        onPress={() => {
          put('at', null);
        }}
      />
      <Press word={say('later')} onPress={step(1)} />
    </span>
  );
}

const Press = ({ word, onPress }: { word: string; onPress: () => void }) => (
  <button type="button" className="plain" onClick={onPress}>
    {word}
  </button>
);
