import { useId } from 'react';
import { useSearchParams } from 'wouter';
import type { ApprovalSummary } from '../../../api/approval-responses.ts';
import { useLabels } from '../../labels.ts';
import { textsIn } from '../../parts/form-texts.ts';
import { choicesIn, Options } from '../../parts/options.tsx';
import { useWords } from '../../words.ts';
import { APPROVALS_WORDS } from './list-words.ts';

/** By what the list can be narrowed, as the address and the API name it. */
export const APPROVAL_FILTERS = ['project', 'authority', 'state'] as const;

/** Narrows the list, in the address; authorities and projects that were seen are proposed. */
export function ApprovalFilters({ known }: { known: readonly ApprovalSummary[] }) {
  const { say } = useWords(APPROVALS_WORDS);
  const [search, setSearch] = useSearchParams();
  const states = choicesIn(useLabels()?.terms['itemState']);
  const authorities = new Set(known.flatMap(({ items }) => items.map((item) => item.authority)));
  const isNarrowed = APPROVAL_FILTERS.some((name) => search.has(name));
  return (
    <form
      key={search.toString()}
      className="approval-bar no-print"
      role="search"
      aria-label={say('filters')}
      onSubmit={(event) => {
        event.preventDefault();
        setSearch(new URLSearchParams(textsIn(event.currentTarget)));
      }}
    >
      <Typed name="project" value={search.get('project')} known={known.map((one) => one.project)} />
      <Typed name="authority" value={search.get('authority')} known={[...authorities]} />
      <label>
        {say('state')}{' '}
        <select
          name="state"
          defaultValue={search.get('state') ?? ''}
          onChange={({ target }) => {
            target.form?.requestSubmit();
          }}
        >
          <option value="">{say('any')}</option>
          <Options of={states} />
        </select>
      </label>
      <button type="submit" className="plain">
        {say('find')}
      </button>
      {isNarrowed && (
        <button
          type="button"
          className="plain"
          onClick={() => {
            setSearch(new URLSearchParams());
          }}
        >
          {say('clear')}
        </button>
      )}
    </form>
  );
}

function Typed({
  name,
  value,
  known,
}: {
  name: 'project' | 'authority';
  value: string | null;
  known: readonly string[];
}) {
  const { say } = useWords(APPROVALS_WORDS);
  const list = useId();
  return (
    <label>
      {say(name)}{' '}
      <input name={name} defaultValue={value ?? ''} list={list} maxLength={200} size={14} />
      <datalist id={list}>
        {[...new Set(known)].map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </label>
  );
}
