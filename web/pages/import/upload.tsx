import { useMutation, useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { SheetMapItem, WorkbookImportDetail } from '../../../api/workbook-responses.ts';
import { get, post } from '../../client.ts';
import { Panel } from '../../parts/panel.tsx';
import { useMe } from '../../session-context.ts';
import { useWords } from '../../words.ts';
import { IMPORT_WORDS } from './words.ts';

/** Sends a list to be read; it is staged, and nothing is written yet. */
export function Upload() {
  const { say } = useWords(IMPORT_WORDS);
  const { actor } = useMe();
  const [, goTo] = useLocation();
  const maps = useQuery({
    queryKey: ['sheet-maps'],
    queryFn: () => get<{ items: SheetMapItem[] }>('/sheet-maps'),
  });
  const upload = useMutation({
    mutationFn: (form: FormData) => post<WorkbookImportDetail>('/imports', form),
    onSuccess: ({ id }) => {
      goTo(`/projects/import?id=${id}`);
    },
  });
  return (
    <Panel title={say('upload')}>
      <p className="note">{say('staged')}</p>
      <form
        className="import-form"
        onSubmit={(event) => {
          event.preventDefault();
          upload.mutate(filled(new FormData(event.currentTarget), actor?.id));
        }}
      >
        <label>
          {say('file')}
          <input
            type="file"
            name="file"
            required
            accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          />
        </label>
        <label>
          {say('sheet')}
          <input name="sheet" maxLength={100} />
        </label>
        <label>
          {say('map')}
          <select name="map" defaultValue="">
            <option value="">{say('noMap')}</option>
            {maps.data?.items.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="plain" disabled={upload.isPending}>
          {say(upload.isPending ? 'uploading' : 'upload')}
        </button>
      </form>
      {upload.error && (
        <p role="alert" className="late">
          {upload.error.message}
        </p>
      )}
    </Panel>
  );
}

/** The form without what was left empty. */
function filled(form: FormData, actor: string | undefined): FormData {
  for (const [name, value] of [...form]) if (value === '') form.delete(name);
  if (actor !== undefined) form.set('actor', actor);
  return form;
}
