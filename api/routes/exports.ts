import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { addDays, addMonths, dayOf, weekdayOf, type Day } from '../../domain/time.ts';
import { findAlert } from '../../readmodel/alerts.ts';
import { appendAudit } from '../../readmodel/audit.ts';
import { inTransaction } from '../../readmodel/pool.ts';
import { codesInstructedBetween, findSheetProjects } from '../../readmodel/sheet-projects.ts';
import { addSlip, slipsOf } from '../../readmodel/supervision-slips.ts';
import { domainNow } from '../../readmodel/clock.ts';
import { PlainDay } from '../../schemas/definition-parts.ts';
import { text } from '../../schemas/event-data.ts';
import { loadReportLayouts, type ReportId } from '../../schemas/report-layout.ts';
import { alertReason } from '../alert-reason.ts';
import { auditBy } from '../audit-entry.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiError, projectNotFound } from '../errors.ts';
import { parseInput } from '../input.ts';
import { filterParams, orderParams } from '../project-query.ts';
import { writeDocument, type Draft } from '../reports/document.ts';
import { minutesDraft, onePageDraft, slipDraft } from '../reports/drafts.ts';
import type { RowWords } from '../reports/report-row.ts';
import { filled, projectFor, reportRows, rowWords } from '../reports/report-source.ts';
import { writeSheet } from '../reports/write-sheet.ts';
import { sees, sightOf, sightOfProject } from '../sight.ts';
import { isAlertSeen } from '../withheld.ts';
import type { SupervisionSlipItem } from '../workbook-responses.ts';

const sheetQuery = { ...filterParams, sort: orderParams.sort };
const ProjectsQuery = z.strictObject(sheetQuery);
/** `day`: any of the week or month; today, without it. */
const PeriodQuery = z.strictObject({ ...sheetQuery, day: PlainDay.optional() });
const MinutesQuery = z.strictObject({ from: PlainDay.optional(), to: PlainDay.optional() });
const SlipBody = z.strictObject({
  actor: text(100),
  number: text(100).describe('Such as 园督〔2026〕12号'),
  issuedOn: PlainDay,
});

const right = 'exportReports';

/** Gives lists, reports and drafts out as files; every one is noted in the audit. */
export function exportRoutes(app: FastifyInstance, deps: ApiDeps): void {
  sheetRoutes(app, deps);
  draftRoutes(app, deps);
  slipRoutes(app, deps);
}

function sheetRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const layouts = loadReportLayouts();

  async function sheet(request: FastifyRequest, reply: FastifyReply, asked: AskedSheet) {
    const { id, filter: given, sort, periodOf } = asked;
    const layout = layouts.get(id);
    if (!layout) throw new Error(`There is no layout ${id}`);
    const words = await rowWords(deps);
    const sight = await sightOf(deps, request.identity);
    const period = periodOf(words.today);
    const filter = { ...given, seen: sight };
    let count = 0;
    const onRow = () => {
      count += 1;
    };
    const bytes = await writeSheet({
      layout: {
        ...layout,
        columns: layout.columns.map((one) => ({ ...one, heading: filled(one.heading, period) })),
      },
      title: filled(layout.title, period),
      note: `截至${words.today}（北京时间），投资：亿元`,
      rows: reportRows(deps, { filter, sort, layout, sight }, { words, onRow }),
    });
    await noteExport(deps, request, { file: `${id}.xlsx`, after: { ...given, rows: count } });
    return sendFile(reply, `${filled(layout.title, period)}.xlsx`, bytes);
  }

  app.get(
    '/exports/projects.xlsx',
    { config: { right, query: ProjectsQuery, answer: 'xlsx' } },
    (request, reply) => {
      const { sort, ...filter } = parseInput(ProjectsQuery, request.query);
      return sheet(request, reply, { id: 'projects', filter, sort, periodOf: asOfToday });
    },
  );
  const periodical = (id: ReportId, stretch: (day: Day) => Period) => {
    return (request: FastifyRequest, reply: FastifyReply) => {
      const { sort, day, ...filter } = parseInput(PeriodQuery, request.query);
      const periodOf = (today: Day) => stretch(day ?? today);
      return sheet(request, reply, { id, filter: { open: true, ...filter }, sort, periodOf });
    };
  };
  const config = { right, query: PeriodQuery, answer: 'xlsx' } as const;
  app.get('/exports/weekly.xlsx', { config }, periodical('weekly', weekOf));
  app.get('/exports/monthly.xlsx', { config }, periodical('monthly', monthOf));
}

interface Period {
  from: Day;
  to: Day;
}

interface AskedSheet {
  id: ReportId;
  filter: Omit<z.output<typeof ProjectsQuery>, 'sort'>;
  sort: z.output<typeof ProjectsQuery>['sort'];
  periodOf: (today: Day) => Period;
}

const asOfToday = (today: Day) => ({ from: today, to: today });

// Monday to Sunday.
function weekOf(day: Day): Period {
  const from = addDays(day, -((weekdayOf(day) + 6) % 7));
  return { from, to: addDays(from, 6) };
}

function monthOf(day: Day): Period {
  const from = `${day.slice(0, 'YYYY-MM'.length)}-01`;
  return { from, to: addDays(addMonths(from, 1), -1) };
}

function draftRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { pool } = deps;
  app.get<{ Params: { code: string } }>(
    '/exports/projects/:code.docx',
    { config: { right, answer: 'docx' } },
    async (request, reply) => {
      const { code } = request.params;
      const words = await rowWords(deps);
      const project = await seenProject(deps, request, code);
      const draft = onePageDraft(project, words);
      return sendDraft(deps, request, reply, { file: `${code}.docx`, draft, about: code });
    },
  );

  app.get(
    '/exports/minutes.docx',
    { config: { right, query: MinutesQuery, answer: 'docx' } },
    async (request, reply) => {
      const words = await rowWords(deps);
      const { from = words.today, to = from } = parseInput(MinutesQuery, request.query);
      const sight = await sightOf(deps, request.identity);
      const codes = await codesInstructedBetween(pool, { from, to });
      const found = await findSheetProjects(
        pool,
        codes.filter((code) => sees(sight, code)),
      );
      const projects = [...found.values()].map((one) => projectFor(sight, one));
      const draft = minutesDraft(projects, { from, to, words });
      return sendDraft(deps, request, reply, { file: 'minutes.docx', draft, about: { from, to } });
    },
  );

  app.get<{ Params: { alertId: string } }>(
    '/exports/supervision-slip/:alertId.docx',
    { config: { right, answer: 'docx' } },
    async (request, reply) => {
      const { alertId } = request.params;
      const words: RowWords = await rowWords(deps);
      const alert = await seenAlert(deps, request, alertId);
      const draft = slipDraft(
        {
          project: await seenProject(deps, request, alert.projectCode),
          alertId,
          reason: await alertReason(deps, alert, { sight: alert.sight }),
          openedOn: dayOf(alert.openedAt),
          issued: (await slipsOf(pool, alertId))[0],
        },
        words,
      );
      const file = 'supervision-slip.docx';
      return sendDraft(deps, request, reply, { file, draft, about: alertId });
    },
  );
}

interface Paper {
  file: string;
  draft: Draft;
  /** What the audit says of it. */
  about: unknown;
}

async function sendDraft(
  deps: ApiDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { file, draft, about }: Paper,
) {
  const bytes = await writeDocument(draft);
  await noteExport(deps, request, { file, after: { about } });
  return sendFile(reply, file, bytes);
}

function slipRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { pool, clockOffsetMs } = deps;
  const slips = async (alertId: string): Promise<{ items: SupervisionSlipItem[] }> => {
    const found = await slipsOf(pool, alertId);
    const item = ({ alertId: alert, projectCode: project, ...rest }: (typeof found)[number]) => ({
      ...{ alert, project, ...rest },
    });
    return { items: found.map(item) };
  };

  app.get<{ Params: { id: string } }>(
    '/alerts/:id/slips',
    { config: { right: 'seeProjects', answer: '{ items: SupervisionSlipItem[] }' } },
    async (request) => {
      await seenAlert(deps, request, request.params.id);
      return slips(request.params.id);
    },
  );

  app.post<{ Params: { id: string } }>(
    '/alerts/:id/slips',
    {
      config: {
        ...{ right: 'instruct', actor: 'id', body: SlipBody },
        ...{ answer: '{ items: SupervisionSlipItem[] }', status: 201 },
      },
    },
    async (request, reply) => {
      const { actor, number, issuedOn } = parseInput(SlipBody, request.body);
      const { alertId, projectCode } = await seenAlert(deps, request, request.params.id);
      const recordedAt = await domainNow(pool, clockOffsetMs);
      const slip = { alertId, projectCode, number, issuedOn, recordedBy: actor, recordedAt };
      await inTransaction(pool, async (client) => {
        if (!(await addSlip(client, slip))) {
          throw new ApiError(NUMBER_TAKEN, `Another slip has the number ${number}`);
        }
        await appendAudit(client, {
          ...{ ...auditBy(request, actor), act: 'slip.record', object: alertId, projectCode },
          after: { number, issuedOn },
        });
      });
      void reply.code(201);
      return slips(alertId);
    },
  );
}

const NUMBER_TAKEN = { code: 'SLIP_NUMBER_TAKEN', status: 409, title: 'This number is taken' };

async function seenProject(deps: ApiDeps, { identity }: FastifyRequest, code: string) {
  const sight = await sightOfProject(deps, identity, code);
  const project = (await findSheetProjects(deps.pool, [code])).get(code);
  if (!sight || !project) throw projectNotFound(code);
  return projectFor(sight, project);
}

async function seenAlert(deps: ApiDeps, { identity }: FastifyRequest, id: string) {
  const alert = await findAlert(deps.pool, id);
  const sight = alert && (await sightOfProject(deps, identity, alert.projectCode));
  if (alert && sight && isAlertSeen(sight, alert)) return { ...alert, sight };
  throw new ApiError('ALERT_NOT_FOUND', `There is no alert ${id}`);
}

async function noteExport(
  { pool }: ApiDeps,
  request: FastifyRequest,
  { file, after }: { file: string; after: Record<string, unknown> },
): Promise<void> {
  const person = request.identity?.person ?? null;
  const entry = { ...auditBy(request, ''), person, act: 'export', object: `export/${file}` };
  await inTransaction(pool, (client) => appendAudit(client, { ...entry, after }));
}

const TYPES: Readonly<Record<string, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

function sendFile(reply: FastifyReply, name: string, bytes: Buffer) {
  const [, ending = ''] = /\.(\w+)$/.exec(name) ?? [];
  const disposition = `attachment; filename="report.${ending}"; filename*=UTF-8''${encodeURIComponent(name)}`;
  return reply
    .header('content-disposition', disposition)
    .type(TYPES[ending] ?? 'application/octet-stream')
    .send(bytes);
}
