import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SavedView } from '../../../api/page-responses.ts';
import { get, pathWith, post, send } from '../../client.ts';
import { useMe } from '../../session-context.ts';
import { useWords } from '../../words.ts';
import type { ListAddress } from './list-address.ts';
import { PROJECTS_WORDS } from './words.ts';

const PAGE = 'projects';

/** Filters that the reader keeps under a name. */
export function SavedViews({ list }: { list: ListAddress }) {
  const { me, actor, may } = useMe();
  // Without sign-in the machine's own person keeps them.
  const person = me.identity?.person ?? actor?.id;
  return may('keepViews') && person !== undefined ? <Views list={list} person={person} /> : null;
}

function Views({ list: { search, go }, person }: { list: ListAddress; person: string }) {
  const { say } = useWords(PROJECTS_WORDS);
  const { data } = useQuery({
    queryKey: ['views', PAGE, person],
    queryFn: () => get<{ items: SavedView[] }>('/views', { person, page: PAGE }),
  });
  const kept = data?.items ?? [];
  const current = kept.find(({ query }) => query === search);
  const isUnkept = !current && search !== '';
  return (
    <span className="views no-print">
      <select
        aria-label={say('keptViews')}
        value={current?.id ?? search}
        onChange={({ target }) => {
          go(kept.find(({ id }) => id === target.value)?.query ?? '');
        }}
      >
        <option value="">{say('allOpen')}</option>
        {isUnkept && <option value={search}>{say('views')}…</option>}
        {kept.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      {current && <Drop view={current} person={person} />}
      {isUnkept && <Keep search={search} person={person} />}
    </span>
  );
}

function Keep({ search, person }: { search: string; person: string }) {
  const { say } = useWords(PROJECTS_WORDS);
  const [isNaming, setIsNaming] = useState(false);
  const refresh = useRefresh();
  const keep = useMutation({
    mutationFn: (name: string) =>
      post<SavedView>('/views', { person, page: PAGE, name, query: search }),
    onSuccess: refresh,
  });
  if (!isNaming) {
    return (
      <button
        type="button"
        className="plain"
        onClick={() => {
          setIsNaming(true);
        }}
      >
        {say('keepView')}
      </button>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const name = new FormData(event.currentTarget).get('name');
        if (typeof name === 'string') keep.mutate(name);
      }}
    >
      <input name="name" aria-label={say('viewName')} required maxLength={60} autoFocus />{' '}
      <button type="submit" className="plain" disabled={keep.isPending}>
        {say('keep')}
      </button>{' '}
      <button
        type="button"
        className="plain"
        onClick={() => {
          setIsNaming(false);
        }}
      >
        {say('cancel')}
      </button>
      {keep.error && <span role="alert">{keep.error.message}</span>}
    </form>
  );
}

function Drop({ view: { id, name }, person }: { view: SavedView; person: string }) {
  const { say } = useWords(PROJECTS_WORDS);
  const refresh = useRefresh();
  const drop = useMutation({
    mutationFn: () => send('DELETE', pathWith(`/views/${id}`, { person })),
    onSuccess: refresh,
  });
  return (
    <button
      type="button"
      className="plain"
      aria-label={say('dropView', { name })}
      title={say('dropView', { name })}
      onClick={() => {
        drop.mutate();
      }}
    >
      ×
    </button>
  );
}

function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['views', PAGE] });
}
