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
      <Choice
        name={say('zoom')}
        values={ZOOMS}
        chosen={zoom}
        put={(one) => {
          put('zoom', one);
        }}
      >
        {(one) => say(`zoom_${one}`)}
      </Choice>
      <Steps address={address} from={from} />
      <span className="note">{say('span', { from, to })}</span>
      <Choice
        name={say('view')}
        values={VIEWS}
        chosen={view}
        put={(one) => {
          put('view', one);
        }}
      >
        {(one) => say(one)}
      </Choice>
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

function Choice<T extends string>({
  name,
  values,
  chosen,
  put,
  children,
}: {
  name: string;
  values: readonly T[];
  chosen: T;
  put: (value: T) => void;
  children: (value: T) => string;
}) {
  return (
    <span role="group" aria-label={name}>
      {values.map((one) => (
        <button
          key={one}
          type="button"
          className="plain"
          aria-pressed={one === chosen}
          onClick={() => {
            put(one);
          }}
        >
          {children(one)}
        </button>
      ))}
    </span>
  );
}

const Press = ({ word, onPress }: { word: string; onPress: () => void }) => (
  <button type="button" className="plain" onClick={onPress}>
    {word}
  </button>
);
