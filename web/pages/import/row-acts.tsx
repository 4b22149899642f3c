import type { WorkbookRowItem } from '../../../api/workbook-responses.ts';
import { usePersonName } from '../../parts/person-name.ts';
import { useWords } from '../../words.ts';
import { useFieldName } from './field-name.ts';
import { IMPORT_WORDS } from './words.ts';

type RowAct = WorkbookRowItem['acts'][number];

/** What a row of a registered project writes once it is confirmed, act by act. */
export function RowActs({ acts }: { acts: readonly RowAct[] }) {
  const { say } = useWords(IMPORT_WORDS);
  const tell = useActTeller();
  const changes = acts.filter(({ type }) => type !== 'register');
  if (changes.length === 0) return null;
  return (
    <ul className="note" aria-label={say('toWrite')}>
      {changes.map((act) => (
        <li key={JSON.stringify(act)}>{tell(act)}</li>
      ))}
    </ul>
  );
}

/** Says an act of a row in a few words. */
export function useActTeller(): (act: RowAct) => string {
  const { say } = useWords(IMPORT_WORDS);
  const nameOf = useFieldName();
  const personName = usePersonName();
  return (act) => {
    switch (act.type) {
      case 'register':
        return say('newProject');
      case 'requestPlanChange': {
        const field = nameOf(`planned:${act.milestone}`);
        return say('actPlan', { field, from: act.from ?? '—', to: act.to });
      }
      case 'forecast':
        return say('actSet', { field: nameOf(`forecast:${act.milestone}`), to: act.date });
      case 'recordMilestone':
        return say('actSet', { field: nameOf(`actual:${act.milestone}`), to: act.date });
      case 'assign':
        return say('actPost', {
          field: nameOf(act.post),
          to: personName(act.person),
          from: act.from,
        });
      case 'reportField':
        return say('actSet', { field: nameOf(columnOf(act.field)), to: act.value });
    }
  };
}

const columnOf = (field: Extract<RowAct, { type: 'reportField' }>['field']): string =>
  COLUMNS[field] ?? field;

const COLUMNS: Readonly<Record<string, string>> = {
  siteAreaSquareMetres: 'siteArea',
  floorAreaSquareMetres: 'floorArea',
};
