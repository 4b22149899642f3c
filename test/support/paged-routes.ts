import { addDays } from '../../domain/time.ts';
import { appendAudit } from '../../readmodel/audit.ts';
import { addDeadLetter } from '../../readmodel/dead-letters.ts';
import { beginDelivery } from '../../readmodel/deliveries.ts';
import { addMessage } from '../../readmodel/messages.ts';
import { addNotices } from '../../readmodel/notices.ts';
import { inTransaction } from '../../readmodel/pool.ts';
import { PROJECT_SORTS } from '../../readmodel/project-order.ts';
import { addToTimeline } from '../../readmodel/timeline.ts';
import { addWorkbookImport, saveWorkbookRows } from '../../readmodel/workbook-imports.ts';
import type { TestApi } from './api.ts';

/** A route that answers in pages, with rows of its own that can be put anywhere in its list. */
export interface PagedRoute {
  /** As the document of the API names it. */
  route: string;
  /** Such that only rows of this list are in it. */
  url: string;
  idOf: (item: Record<string, unknown>) => unknown;
  /** Adds the row of a place from 10 to 99 and gives its id; what goes by time stands where time puts it. */
  put: (place: number) => Promise<unknown>;
  /** Takes a row out of the list, where rows go. */
  take?: (id: unknown) => Promise<unknown>;
}

const AT = '2026-01-15T00:00:00.000Z';
const day = (place: number) => addDays('2026-01-01', place);
const idOf: PagedRoute['idOf'] = ({ id }) => id;

/** Every route that answers in pages, on an API without sign-in and without rows. */
export async function pagedRoutes(api: TestApi): Promise<PagedRoute[]> {
  await api.register({ code: 'BASE' });
  return [
    ...PROJECT_SORTS.map((sort) => projectsBy(api, sort)),
    { ...projectsBy(api, 'next', 'PLAN'), route: '/plan', url: '/plan?q=PLAN-&sort=next' },
    findings(api),
    approvals(api),
    ...workOf(api),
    alerts(api),
    ...stories(api),
    ...mail(api),
    ...(await intake(api)),
  ];
}

type Sort = (typeof PROJECT_SORTS)[number];

function projectsBy(api: TestApi, sort: Sort, tag: string = sort.toUpperCase()): PagedRoute {
  return {
    route: '/projects',
    url: `/projects?sort=${sort}&q=${tag}-`,
    idOf: ({ code }) => code,
    put: (place) => {
      // Of two and two the code decides.
      const half = Math.floor(place / 20);
      const order = {
        ...{ code: {}, colour: { rank: half }, name: { name: `N${half}` } },
        ...{ next: { next_due: half > 2 ? null : day(half) } },
        ...{ pain: { rank: 1, colour_since: `${day(half)}T08:00:00.123456Z` } },
      };
      return copyProject(api, `${tag}-${place}`, order[sort]);
    },
    take: (code) => takeProject(api, code),
  };
}

/** Another project like `BASE`, but for some columns. */
async function copyProject({ pool }: TestApi, code: string, over: object): Promise<string> {
  const subject = `project/${code}`;
  await pool.query(
    `insert into subject (id, kind, project_code, registered_at) values ($1, 'project', $2, $3)`,
    [subject, code, AT],
  );
  const columns = await last(
    pool,
    `select string_agg(column_name, ', ') as id from information_schema.columns
     where table_name = 'snapshot' and is_generated = 'NEVER'`,
  );
  await pool.query(
    `insert into snapshot (${String(columns)}) select ${String(columns)} from (
       select (jsonb_populate_record(base, $1)).* from snapshot as base where project_code = 'BASE'
     ) as copied`,
    [JSON.stringify({ subject, project_code: code, ...over })],
  );
  return code;
}

const takeProject = ({ pool }: TestApi, code: unknown) =>
  pool.query('delete from snapshot where project_code = $1', [code]);

const findings = (api: TestApi): PagedRoute => ({
  route: '/findings',
  url: '/findings?',
  idOf: ({ project }) => project,
  put: (place) => copyProject(api, `FOUND-${place}`, { data_findings: 1 }),
  take: (code) => takeProject(api, code),
});

const approvals = (api: TestApi): PagedRoute => ({
  route: '/approvals',
  url: '/approvals?',
  idOf: ({ project }) => project,
  async put(place) {
    const code = `APPROVAL-${place}`;
    await addApproval(api, code);
    if (place < 50) await addWork(api, { code, place });
    return code;
  },
  take: (code) => api.pool.query('delete from approval_snapshot where project_code = $1', [code]),
});

async function addApproval({ pool }: TestApi, code: string): Promise<void> {
  const listed = { phase: null, template: { id: 't', version: 1 }, sample: false, of: 0, done: 0 };
  await pool.query(
    `insert into subject (id, kind, project_code, registered_at) values ($1, 'approval', $2, $3)
     on conflict do nothing`,
    [`approval/${code}`, code, AT],
  );
  await pool.query(
    `insert into approval_snapshot (subject, revision, core_version, assessed_at, assessment,
       project_code, round, name, status, colour, complete, closed, manager, listed)
     values ($1, 1, 1, $3, $4, $2, 1, $2, 'active', 'green', false, false, $2, $4)
     on conflict do nothing`,
    [`approval/${code}`, code, AT, JSON.stringify({ ...listed, items: [] })],
  );
}

async function addWork({ pool }: TestApi, { code, place }: { code: string; place: number }) {
  const subject = `approval/${code}`;
  const duty = `G${place}/1/decide`;
  await pool.query(
    `insert into work_item (subject, duty_id, project_code, kind, item, round, holder, authority,
       since, due, words, opened_at)
     values ($1, $2, $3, 'decide', $4, 1, 'park', '园区', '2026-01-01', $5, '{}', $6)`,
    [subject, duty, code, `G${place}`, place < 50 ? day(Math.floor(place / 20)) : null, AT],
  );
  return { subject, duty };
}

const workOf = (api: TestApi): PagedRoute[] =>
  (['W-1', 'W-2'] as const).map((code) => {
    const nameOf = (duty: unknown) =>
      code === 'W-1' ? duty : `workItem/approval/${code}/${String(duty)}`;
    return {
      ...(code === 'W-1'
        ? { route: '/work-items', url: `/work-items?project=${code}` }
        : { route: '/needs', url: `/needs?person=${code}` }),
      idOf,
      async put(place) {
        await addApproval(api, code);
        return nameOf((await addWork(api, { code, place })).duty);
      },
      take: (id) =>
        api.pool.query(
          `update work_item set closed_at = $3, closed_because = 'done'
           where project_code = $1 and $2 like '%' || duty_id`,
          [code, id, AT],
        ),
    };
  });

const alerts = ({ pool }: TestApi): PagedRoute => ({
  route: '/alerts',
  url: '/alerts?project=BASE',
  idOf,
  async put(place) {
    const id = `alert/BASE/m${place}/due`;
    await pool.query(
      `insert into alert (alert_id, project_code, severity, state, opened_at, revision)
       values ($1, 'BASE', 'red', 'open', $2, 1)`,
      [id, AT],
    );
    return id;
  },
  take: (id) => pool.query(`update alert set state = 'closed' where alert_id = $1`, [id]),
});

const stories = ({ pool }: TestApi): PagedRoute[] => [
  {
    route: '/projects/{code}/timeline',
    url: '/projects/BASE/timeline?',
    idOf,
    async put(place) {
      const entries = [{ kind: 'forecastChanged' as const, object: `m${place}` }];
      const added = { subject: 'project/BASE', revision: 2, at: AT, cause: 'FACT' as const };
      await addToTimeline(pool, { ...added, entries });
      return last(pool, 'select max(id)::text as id from timeline');
    },
  },
  {
    route: '/audit',
    url: '/audit?act=paged',
    idOf: ({ seq }) => seq,
    async put(place) {
      const entry = { at: AT, person: null, via: 'system' as const, act: 'paged' };
      await inTransaction(pool, (client) =>
        appendAudit(client, { ...entry, object: `o/${place}` }),
      );
      return last(pool, 'select max(seq) as id from audit');
    },
  },
];

const mail = ({ pool }: TestApi): PagedRoute[] => {
  const message = () =>
    addMessage(pool, {
      ...{ addressee: 'paged', kind: 'digest', slotAt: AT, language: 'zh', links: {} },
      ...{ content: { subject: '', sections: [], closing: [] }, traceparent: null },
    });
  return [
    {
      route: '/people/{id}/inbox',
      url: '/people/paged/inbox?',
      idOf,
      async put(place) {
        const notice = { person: 'paged', kind: 'reminder', how: 'push' } as const;
        await addNotices(pool, [{ ...notice, stepId: `s/${place}`, dueAt: AT }], AT);
        return last(pool, 'select max(id) as id from notice');
      },
    },
    { route: '/messages', url: '/messages?addressee=paged', idOf, put: message },
    {
      route: '/deliveries',
      url: '/deliveries?channel=paged',
      idOf,
      async put(place) {
        await beginDelivery(pool, { messageId: await message(), try: place, channel: 'paged' });
        return last(pool, 'select max(id) as id from delivery');
      },
    },
  ];
};

async function intake(api: TestApi): Promise<PagedRoute[]> {
  const { pool } = api;
  const upload = () =>
    addWorkbookImport(pool, {
      ...{ file: 'a.xlsx', fileHash: '', sheet: 'a', sheets: ['a'], title: null, headings: [] },
      ...{ fields: [], mapName: null, year: 2026, actor: 'desk', at: AT },
    });
  const rows = await upload();
  const found = { isNew: true, faults: [], guesses: [], notes: [], acts: [] };
  return [
    {
      route: '/imports/{id}',
      url: `/imports/${rows}?state=ready`,
      idOf: ({ row }) => row,
      async put(number) {
        const row = { number, cells: [], answers: {}, state: 'ready' as const };
        await saveWorkbookRows(pool, rows, [
          { ...row, projectCode: null, name: null, found, outcome: null },
        ]);
        return number;
      },
      take: (number) =>
        pool.query(`update workbook_row set state = 'skipped' where number = $1`, [number]),
    },
    {
      route: '/imports',
      url: '/imports?',
      idOf,
      put: async () => String(await upload()),
      take: (id) => pool.query('delete from workbook_import where id = $1', [id]),
    },
    {
      route: '/dead-letters',
      url: '/dead-letters?',
      idOf,
      async put(offset) {
        const from = { topic: 'site.events', partition: 0, offset, key: null, headers: {}, at: AT };
        await addDeadLetter(pool, { reason: 'not-json', detail: '', raw: null, ...from });
        return last(pool, 'select max(id)::text as id from dead_letter');
      },
      take: (id) => pool.query(`update dead_letter set fate = 'discarded' where id = $1`, [id]),
    },
    questions(api),
  ];
}

const questions = ({ pool }: TestApi): PagedRoute => ({
  route: '/ledgers/questions',
  url: '/ledgers/questions?',
  idOf,
  put: (place) =>
    last(
      pool,
      `with ledger as (insert into ledger (source, name) values ('/permit/test', $1) returning id),
         begun as (insert into ledger_import (ledger_id, file, actor, trial, backfill, began_at)
           select id, 'a.xlsx', 'x', false, false, now() from ledger returning id, ledger_id),
         said as (insert into ledger_statement
           select ledger_id, 'r', 's', 'BASE/1', 't', 1, 'e', '{}', 'asked', 1, id
           from begun returning ledger_id, row_key, slot, subject, event_id)
       insert into ledger_question (ledger_id, row_key, slot, subject, event_id, import_id, asked_at)
       select said.*, begun.id, now() from said, begun returning id::text`,
      [`台账${place}`],
    ),
  take: (id) =>
    pool.query(`update ledger_question set answer = 'kept', answered_at = now() where id = $1`, [
      id,
    ]),
});

async function last(
  pool: TestApi['pool'],
  statement: string,
  values: unknown[] = [],
): Promise<unknown> {
  const { rows } = await pool.query<{ id: unknown }>(statement, values);
  return rows[0]?.id;
}
