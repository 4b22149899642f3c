import { Select } from 'antd';
import { useLabels } from '../../labels.ts';
import { ChoiceList } from '../../parts/choice-list.tsx';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { SHOWN_COLOURS } from '../../parts/colours.ts';
import { textsIn } from '../../parts/form-texts.ts';
import { choicesIn, type Choice as Option } from '../../parts/options.tsx';
import { Toggles } from '../../parts/toggles.tsx';
import { usePersonChoices } from '../../people.ts';
import { useWords } from '../../words.ts';
import './filters.css';
import { SORTS, type Filter, type ListAddress } from './list-address.ts';
import { PROJECTS_WORDS } from './words.ts';

/** Narrows and orders the list, in the address. */
export function Filters({ list }: { list: ListAddress }) {
  const { say } = useWords(PROJECTS_WORDS);
  return (
    <section className="filters no-print" aria-label={say('filters')}>
      <Search list={list} />
      <Colours list={list} />
      <Choices list={list} />
      {list.layout !== 'timeline' && <Order list={list} />}
      <label>
        <input
          type="checkbox"
          checked={list.withClosed}
          onChange={({ target }) => {
            list.put('closed', target.checked ? ['true'] : []);
          }}
        />{' '}
        {say('withClosed')}
      </label>
      {list.isNarrowed && (
        <button
          type="button"
          className="plain"
          onClick={() => {
            list.go(list.layout === 'table' ? '' : `layout=${list.layout}`);
          }}
        >
          {say('clear')}
        </button>
      )}
    </section>
  );
}

function Search({ list }: { list: ListAddress }) {
  const { say } = useWords(PROJECTS_WORDS);
  const [typed = ''] = list.chosen('q');
  return (
    <form
      key={typed}
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        const { q } = textsIn(event.currentTarget);
        list.put('q', q === undefined ? [] : [q]);
      }}
    >
      <input
        type="search"
        name="q"
        defaultValue={typed}
        placeholder={say('search')}
        aria-label={say('search')}
        maxLength={200}
      />{' '}
      <button type="submit" className="plain">
        {say('find')}
      </button>
    </form>
  );
}

function Colours({ list }: { list: ListAddress }) {
  const { say } = useWords(PROJECTS_WORDS);
  const chosen = list.chosen('colour');
  return (
    <Toggles
      label={say('colour')}
      className="toggles"
      values={SHOWN_COLOURS}
      isPressed={(colour) => chosen.includes(colour)}
      press={(colour) => {
        const others = chosen.filter((one) => one !== colour);
        list.put('colour', others.length < chosen.length ? others : [...chosen, colour]);
      }}
    >
      {(colour) => <ColourMark colour={colour} />}
    </Toggles>
  );
}

function Choices({ list }: { list: ListAddress }) {
  const labels = useLabels();
  const leaders = usePersonChoices('divisionLeader');
  const managers = usePersonChoices('projectManager');
  const options: readonly [Filter & ('phase' | 'stage' | 'lead' | 'manager'), Option[]][] = [
    ['phase', choicesIn(labels?.terms['phase'])],
    ['stage', choicesIn(labels?.milestones)],
    ['lead', leaders],
    ['manager', managers],
  ];
  return options.map(([filter, values]) => (
    <Choice key={filter} list={list} filter={filter} options={values} />
  ));
}

function Choice({
  list,
  filter,
  options,
}: {
  list: ListAddress;
  filter: Filter & ('phase' | 'stage' | 'lead' | 'manager');
  options: Option[];
}) {
  const { say } = useWords(PROJECTS_WORDS);
  return (
    <Select
      className="choice"
      mode="multiple"
      allowClear
      maxTagCount="responsive"
      aria-label={say(filter)}
      placeholder={say(filter)}
      showSearch={{ optionFilterProp: 'label' }}
      options={options}
      value={list.chosen(filter)}
      onChange={(values: string[]) => {
        list.put(filter, values);
      }}
    />
  );
}

function Order({ list }: { list: ListAddress }) {
  const { say } = useWords(PROJECTS_WORDS);
  return (
    <ChoiceList
      label={say('sort')}
      value={list.sort}
      choices={SORTS.map((sort) => ({ value: sort, label: say(sort) }))}
      choose={(sort) => {
        list.put('sort', [sort]);
      }}
    />
  );
}
