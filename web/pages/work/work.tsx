import type { NeedItem, NeedKind, NeedList } from '../../../api/page-responses.ts';
import { useAddress } from '../../address.ts';
import { get } from '../../client.ts';
import { ChoiceList } from '../../parts/choice-list.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { More } from '../../parts/more.tsx';
import { NEED_WORDS } from '../../parts/need-words.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { PageOfList } from '../../parts/page-of-list.tsx';
import { usePages, type ListReading, type ReadList } from '../../parts/use-pages.ts';
import { useMe } from '../../session-context.ts';
import { useWords } from '../../words.ts';
import { NeedCard } from './need-card.tsx';
import { WORK_WORDS } from './words.ts';
import './work.css';

const PAGE = 50;

/** 我的待办: all that waits for the reader, the earliest due first, each to be answered in place. */
export function Work() {
  const { say } = useWords(WORK_WORDS);
  const { me } = useMe();
  const { search, put } = useAddress();
  const kind = search.get('kind') ?? '';
  const person = me.identity?.person ?? search.get('person') ?? undefined;
  const { reading, ...needs } = usePages({
    queryKey: ['park', 'needs', person, kind],
    read: (after, signal) => get<NeedList>('/needs', { person, kind, after, limit: PAGE }, signal),
    idOf: needId,
    enabled: person !== undefined,
  });
  return (
    <div className="work">
      <PageHead title={say('title')}>
        {needs.data && (
          <span className="note">{say('count', { count: needs.data.newest.total })}</span>
        )}
        <KindChoice kind={kind} put={put} />
      </PageHead>
      {person === undefined ? (
        <p className="panel">{say('nobody')}</p>
      ) : (
        <Loaded of={needs}>
          {({ pages }) => (
            <Cards
              {...{ pages, reading }}
              open={search.get('need')}
              setOpen={(id) => {
                put('need', id);
              }}
            />
          )}
        </Loaded>
      )}
      <More of={reading} word={say('more')} className="act" />
    </div>
  );
}

const needId = ({ id }: NeedItem): string => id;

function Cards({
  pages,
  reading,
  open,
  setOpen,
}: {
  pages: ReadList<NeedItem, unknown>['pages'];
  reading: ListReading;
  open: string | null;
  setOpen: (id: string | null) => void;
}) {
  const { say } = useWords(WORK_WORDS);
  if (pages.flat().length === 0) return <p className="panel">{say('empty')}</p>;
  return pages.map((items, nth) => (
    <PageOfList key={nth} of={reading} nth={nth} as="ul" className="needs">
      {items.map((need) => (
        <NeedCard
          key={need.id}
          need={need}
          isOpen={open === need.id}
          turn={(isOpen) => {
            setOpen(isOpen ? need.id : null);
          }}
        />
      ))}
    </PageOfList>
  ));
}

function KindChoice({ kind, put }: { kind: string; put: (name: string, value: string) => void }) {
  const { say } = useWords(WORK_WORDS);
  const named = useWords(NEED_WORDS);
  return (
    <ChoiceList
      className="no-print"
      label={say('kind')}
      value={kind}
      none={say('all')}
      choices={KINDS.map((one) => ({ value: one, label: named.say(one) }))}
      choose={(chosen) => {
        put('kind', chosen);
      }}
    />
  );
}

const KINDS = [
  'workItem',
  'alert',
  'alertToVerify',
  'alertToApprove',
  'planChange',
  'confirmation',
  'decision',
  'instruction',
  'need',
] as const satisfies readonly NeedKind[];
