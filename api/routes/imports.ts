import { createHash } from 'node:crypto';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { present } from '../../domain/present.ts';
import { domainNow } from '../../readmodel/clock.ts';
import { listSheetMaps, saveSheetMap } from '../../readmodel/sheet-maps.ts';
import {
  findWorkbookImport,
  listWorkbookImports,
  ROW_STATES,
  workbookRowsOf,
  type WorkbookImport,
} from '../../readmodel/workbook-imports.ts';
import { act } from '../../schemas/act.ts';
import { text } from '../../schemas/event-data.ts';
import { plainHeading } from '../../schemas/workbook/plain-heading.ts';
import { WORKBOOK_LIMITS } from '../../schemas/workbook/sheet.ts';
import { SheetFieldShape } from '../../schemas/workbook/sheet-field.ts';
import { SheetMap, wholeMap } from '../../schemas/workbook/sheet-map.ts';
import { confirmImport } from '../../settlement/workbook/confirm-import.ts';
import {
  changeStaged,
  stageWorkbook,
  type StagedChange,
  type StageDeps,
  type StageRefusal,
} from '../../settlement/workbook/stage-workbook.ts';
import type { StagedRow } from '../../settlement/workbook/staged-row.ts';
import { viaOf } from '../audit-entry.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { actsAllowed } from '../import-rights.ts';
import { parseInput } from '../input.ts';
import { limitParam, numberCursor, pageOf } from '../paging.ts';
import type { Page } from '../responses.ts';
import { sees, sightOf, whoseImports } from '../sight.ts';
import { rowFor } from '../withheld-rows.ts';
import { importColumns, importSummary, rowItem } from '../workbook-item.ts';
import type {
  SheetMapItem,
  WorkbookImportConfirmed,
  WorkbookImportDetail,
  WorkbookImportSummary,
} from '../workbook-responses.ts';

const actor = text(100);

const UploadBody = z.strictObject({
  actor,
  file: z
    .object({ name: z.string(), bytes: z.instanceof(Buffer) }, 'expected an .xlsx file')
    .meta({ format: 'binary' }),
  map: text(100).exactOptional(),
  sheet: text(100).exactOptional(),
});
const ListQuery = z.strictObject({ after: numberCursor.optional(), limit: limitParam });
const RowsQuery = z.strictObject({
  state: z.enum(ROW_STATES).optional(),
  after: numberCursor.default(0),
  limit: limitParam,
});
const ColumnsBody = z.strictObject({
  actor,
  columns: SheetMap.shape.columns,
  year: z.int().min(2000).max(2099).exactOptional().describe('Of dates that are without one'),
  saveAs: text(100).exactOptional().describe('Name under which the map is kept'),
});
const RowBody = z.strictObject({
  actor,
  answers: z.record(z.string(), z.string().max(4000)).exactOptional(),
  skip: z.boolean().exactOptional(),
});
const ConfirmBody = z.strictObject({
  actor: act.actor,
  reason: act.reason.default('import'),
  acceptGuesses: z.boolean().default(false),
});

type WithId = { Params: { id: string } };
const right = 'importTables';

/** Takes a park's own list of projects, shows what was found in its rows, and does what is confirmed. */
export function importRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { pool } = deps;
  uploadRoute(app, deps);

  app.get(
    '/imports',
    { config: { right, query: ListQuery, answer: 'Page<WorkbookImportSummary>' } },
    async (request): Promise<Page<WorkbookImportSummary>> => {
      const { after: before, limit } = parseInput(ListQuery, request.query);
      const by = whoseImports(await sightOf(deps, request.identity));
      const rows = await listWorkbookImports(pool, { by, before, limit: limit + 1 });
      const page = pageOf(rows, limit, { item: (row) => row, cursor: ({ id }) => String(id) });
      return {
        next: page.next,
        items: await Promise.all(page.items.map((one) => importSummary(pool, one))),
      };
    },
  );

  app.get<WithId>(
    '/imports/:id',
    { config: { right, query: RowsQuery, answer: 'WorkbookImportDetail' } },
    async (request): Promise<WorkbookImportDetail> => {
      const { state, after, limit } = parseInput(RowsQuery, request.query);
      return detail(deps, request, await importOf(deps, request, request.params.id), {
        state,
        after,
        limit,
      });
    },
  );

  app.get(
    '/sheet-maps',
    { config: { right, answer: '{ items: SheetMapItem[] }' } },
    async (): Promise<{ items: SheetMapItem[] }> => {
      const maps = await listSheetMaps<SheetMap>(pool);
      return { items: maps.map(({ body, ...rest }) => ({ ...rest, map: body })) };
    },
  );

  changeRoutes(app, deps);
}

function uploadRoute(root: FastifyInstance, deps: ApiDeps): void {
  void root.register(async (app) => {
    await app.register(multipart, {
      attachFieldsToBody: 'keyValues',
      limits: {
        fileSize: WORKBOOK_LIMITS.fileBytes,
        files: 1,
        fields: 5,
        parts: 6,
        fieldSize: 400,
      },
      onFile: async (part) => {
        const bytes = await part.toBuffer();
        // The library reads the value of a file from here, whatever its own type says.
        Object.assign(part, { value: { name: part.filename.slice(0, 200), bytes } });
      },
    });
    app.post(
      '/imports',
      {
        config: {
          ...{ right, actor: 'id', body: UploadBody, takes: ['multipart/form-data'] },
          ...{ answer: 'WorkbookImportDetail', status: 201 },
        },
      },
      async (request, reply): Promise<WorkbookImportDetail> => {
        const { actor: by, file, map, sheet } = parseInput(UploadBody, request.body);
        const read = await deps.readWorkbook(file.bytes, sheet);
        if ('refused' in read) throw new ApiError(UNREADABLE, `${file.name}: ${read.refused}`);
        const staged = await stageWorkbook(await stageDeps(deps, request), {
          ...{ file: file.name, actor: by, read: read.workbook, mapName: map },
          fileHash: createHash('sha256').update(file.bytes).digest('hex'),
        });
        if (typeof staged === 'string') throw stageRefused(staged, map);
        void reply.code(201).header('location', `/imports/${staged}`);
        const found = await importOf(deps, request, String(staged));
        return detail(deps, request, found, { state: undefined, after: 0, limit: 50 });
      },
    );
  });
}

function changeRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { pool, clockOffsetMs } = deps;
  app.post<WithId>(
    '/imports/:id/columns',
    { config: { right, actor: 'id', body: ColumnsBody, answer: 'WorkbookImportSummary' } },
    async (request): Promise<WorkbookImportSummary> => {
      const { actor: by, columns, year, saveAs } = parseInput(ColumnsBody, request.body);
      const { id, headings } = await importOf(deps, request, request.params.id);
      const map = parseInput(SheetMap, {
        ...{ schema: 'kaigong.sheet-map/v1', columns: wholeMap(headings, columns) },
      });
      const named = new Map(
        Object.entries(columns).map(([name, field]) => [plainHeading(name), field]),
      );
      const fields = headings.map((name) => named.get(plainHeading(name)) ?? null);
      const change = { fields, ...present({ mapName: saveAs, year }) };
      const changed = await changeOrRefuse(deps, request, { id, change });
      if (saveAs !== undefined) {
        const savedAt = await domainNow(pool, clockOffsetMs);
        await saveSheetMap(pool, { name: saveAs, body: map, savedBy: by, savedAt });
      }
      return importSummary(pool, changed);
    },
  );

  app.post<{ Params: { id: string; row: string } }>(
    '/imports/:id/rows/:row',
    { config: { right, actor: 'id', body: RowBody, answer: 'WorkbookImportDetail' } },
    async (request): Promise<WorkbookImportDetail> => {
      const { answers, skip } = parseInput(RowBody, request.body);
      for (const field of Object.keys(answers ?? {})) parseInput(SheetFieldShape, field);
      const row = numberOf(request.params.row);
      const change = { row, ...(answers && { answers }), ...(skip !== undefined && { skip }) };
      const { id } = await importOf(deps, request, request.params.id);
      const found = await changeOrRefuse(deps, request, { id, change });
      return detail(deps, request, found, { state: undefined, after: row - 1, limit: 1 });
    },
  );

  app.post<WithId>(
    '/imports/:id/confirm',
    { config: { right, actor: 'command', body: ConfirmBody, answer: 'WorkbookImportConfirmed' } },
    async (request): Promise<WorkbookImportConfirmed> => {
      const body = parseInput(ConfirmBody, request.body);
      const { id } = await importOf(deps, request, request.params.id);
      const confirmDeps = {
        ...{ ...(await stageDeps(deps, request)), settler: deps.settler },
        via: viaOf(request.identity),
        mayDo: await actsAllowed(deps, request.identity),
      };
      const counts = await confirmImport(confirmDeps, id, body);
      if (counts === 'unknown') throw noImport(request.params.id);
      return { id: String(id), ...counts, refused: counts.rows.refused };
    },
  );
}

async function stageDeps(deps: ApiDeps, request: FastifyRequest): Promise<StageDeps> {
  const { pool, rules, clockOffsetMs } = deps;
  const sight = await sightOf(deps, request.identity);
  const now = await domainNow(pool, clockOffsetMs);
  return { pool, rules, now, sees: (code) => sees(sight, code) };
}

async function changeOrRefuse(
  deps: ApiDeps,
  request: FastifyRequest,
  { id, change }: { id: number; change: StagedChange },
): Promise<WorkbookImport> {
  const changed = await changeStaged(await stageDeps(deps, request), id, change);
  if (changed === 'unknown') throw noImport(String(id));
  if (changed === 'unknownRow') throw new ApiError(NO_ROW, `Import ${id} has no such row`);
  if (changed === 'over') throw new ApiError(OVER, `This part of import ${id} is confirmed`);
  return changed;
}

async function detail(
  deps: ApiDeps,
  { identity }: FastifyRequest,
  found: WorkbookImport,
  { limit, ...asked }: Pick<z.output<typeof RowsQuery>, 'after' | 'limit' | 'state'>,
): Promise<WorkbookImportDetail> {
  const { pool } = deps;
  const sight = await sightOf(deps, identity);
  const rows = await workbookRowsOf<StagedRow>(pool, found.id, { ...asked, limit: limit + 1 });
  const page = pageOf(rows, limit, {
    item: (row) => rowFor(sight, found, rowItem(found, row)),
    cursor: ({ number }) => String(number),
  });
  return { ...(await importSummary(pool, found)), columns: importColumns(found), ...page };
}

/** One import; throws where there is none, or none that the caller sees. */
async function importOf(
  deps: ApiDeps,
  { identity }: FastifyRequest,
  id: string,
): Promise<WorkbookImport> {
  const by = whoseImports(await sightOf(deps, identity));
  const found = await findWorkbookImport(deps.pool, numberOf(id));
  if (!found || by?.includes(found.actor) === false) throw noImport(id);
  return found;
}

const UNREADABLE = { code: 'WORKBOOK_UNREADABLE', status: 422, title: 'This file can’t be read' };
const NO_IMPORT = { code: 'IMPORT_NOT_FOUND', status: 404, title: 'No such import' };
const NO_ROW = { code: 'IMPORT_ROW_NOT_FOUND', status: 404, title: 'No such row in this import' };
const OVER = { code: 'IMPORT_CONFIRMED', status: 409, title: 'It is confirmed already' };

const noImport = (id: string) => new ApiError(NO_IMPORT, `There is no import ${id}`);

const REFUSALS: Record<StageRefusal, string> = {
  noHeadings: 'no row of the first twenty has headings of a list of projects: 项目名称 and another',
  noProjects: 'there is no project below its headings',
  unknownMap: 'there is no saved map',
};

const stageRefused = (refusal: StageRefusal, map = '') =>
  new ApiError(UNREADABLE, [REFUSALS[refusal], map].filter(Boolean).join(' '));

// 0 is no id of a row.
const numberOf = (id: string): number => (/^\d{1,15}$/.test(id) ? Number(id) : 0);
