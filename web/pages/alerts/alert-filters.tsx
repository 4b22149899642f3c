import { useQuery } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import type { ProjectList } from '../../../api/page-responses.ts';
import { get } from '../../client.ts';
import { useLabels } from '../../labels.ts';
import { ChoiceList } from '../../parts/choice-list.tsx';
import { ColourMark } from '../../parts/colour-mark.tsx';
import { ALERT_COLOURS } from '../../parts/colours.ts';
import { choicesIn } from '../../parts/options.tsx';
import { Toggle } from '../../parts/toggles.tsx';
import { usePersonChoices } from '../../people.ts';
import { useMe } from '../../session-context.ts';
import { useWords } from '../../words.ts';
import type { AlertsAddress } from './alerts-address.ts';
import { ALERTS_WORDS } from './words.ts';

interface Filtering {
  address: AlertsAddress;
  put: (name: string, value: string | null) => void;
}

/** Narrows the inbox by severity, state, person and project; all of it stands in the address. */
export function AlertFilters({ address, put }: Filtering) {
  const { say } = useWords(ALERTS_WORDS);
  return (
    <div className="alert-filters no-print" role="group" aria-label={say('filters')}>
      {ALERT_COLOURS.map((severity) => (
        <Toggle
          key={severity}
          isPressed={address.severity === severity}
          press={() => {
            put('severity', address.severity === severity ? null : severity);
          }}
        >
          <ColourMark colour={severity} />
        </Toggle>
      ))}
      <StateChoice address={address} put={put} />
      <PersonFilter address={address} put={put} />
      <ProjectFilter key={address.project} address={address} put={put} />
    </div>
  );
}

function StateChoice({ address, put }: Filtering) {
  const { say } = useWords(ALERTS_WORDS);
  return (
    <ChoiceList
      label={say('state')}
      value={address.state ?? ''}
      none={say('notClosed')}
      choices={choicesIn(useLabels()?.terms['caseState'])}
      choose={(state) => {
        put('state', state);
      }}
    />
  );
}

function PersonFilter({ address, put }: Filtering) {
  const { say } = useWords(ALERTS_WORDS);
  const people = usePersonChoices();
  const { me } = useMe();
  const own = me.identity?.person;
  return (
    <>
      {own !== undefined && (
        <Toggle
          isPressed={address.person === own}
          press={() => {
            put('person', address.person === own ? null : own);
          }}
        >
          {say('mine')}
        </Toggle>
      )}
      {people.length > 0 && (
        <ChoiceList
          label={say('person')}
          value={address.person ?? ''}
          none={say('everyone')}
          choices={people}
          choose={(person) => {
            put('person', person);
          }}
        />
      )}
    </>
  );
}

const OFFERED = 20;

function ProjectFilter({ address, put }: Filtering) {
  const { say } = useWords(ALERTS_WORDS);
  const [typed, setTyped] = useState(address.project ?? '');
  const { data } = useQuery({
    queryKey: ['park', 'project-choice', typed],
    queryFn: ({ signal }) =>
      get<ProjectList>('/projects', { q: typed, limit: OFFERED, sort: 'code' }, signal),
  });
  const choose = (event: SyntheticEvent): void => {
    event.preventDefault();
    put('project', typed.trim());
  };
  return (
    <form onSubmit={choose}>
      <label>
        {say('project')}{' '}
        <input
          list="alert-projects"
          value={typed}
          placeholder={say('projectHint')}
          onChange={({ target: { value } }) => {
            setTyped(value);
            if (value === '' || data?.items.some(({ code }) => code === value)) {
              put('project', value);
            }
          }}
        />
      </label>
      <datalist id="alert-projects">
        {data?.items.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </datalist>
    </form>
  );
}
