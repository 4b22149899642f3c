import { createHash } from 'node:crypto';
import { Command } from 'commander';
import type { WorkItemAnswer } from '../api/approval-responses.ts';
import { canonicalJson } from '../schemas/canonical-json.ts';
import { withActOptions, type ActOptions } from './act.ts';
import { ANSWER_CHOICES } from './answer-choices.ts';
import { answeredRows, workItemKey, type AnsweredRow } from './answer-sheet.ts';
import { ApiRefusal, approvalPath, everyPage, type ApiClient } from './api-client.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { CliFailure } from './failure.ts';
import { readLedgerSheet } from './ledger-sheet.ts';
import { renderTable } from './table.ts';

/** What became of a row. */
interface RowOutcome {
  row: number;
  key: string;
  /** `closed`: answered before, certified by a system, or called off. */
  status: 'taken' | 'closed' | 'refused';
  message?: string;
}

/** `kaigong approval answer <file>`: takes the filled rows of a table of work items as commands, each once. */
export function answerCommand(context: CliContext): Command {
  const command = new Command('answer')
    .description('take back a table of work items: each filled row becomes a command, never twice')
    .argument('<file>', '.xlsx or .csv that `approval work --xlsx` has written');
  return withActOptions(command, context).action(
    async (file: string, options: ActOptions, self: Command) => {
      const rows = answeredRows(await readLedgerSheet(file, { delimiter: ',' }));
      const api = apiOf(context, self);
      const open = await openWork(api);
      const outcomes: RowOutcome[] = [];
      for (const row of rows) outcomes.push(await takeRow(api, row, { open, options }));
      print(context, self, outcomes, () => tableOf(outcomes));
      const refused = outcomes.filter(({ status }) => status === 'refused');
      if (refused.length === 0) return;
      throw new CliFailure(`${refused.length} of ${rows.length} rows were refused`, {
        help: 'Mend those rows and take the file again: what was taken is not taken twice',
      });
    },
  );
}

async function openWork(api: ApiClient): Promise<Map<string, WorkItemAnswer>> {
  const items = await everyPage<WorkItemAnswer>(api, '/work-items', {});
  return new Map(items.map((item) => [workItemKey(item), item]));
}

async function takeRow(
  api: ApiClient,
  answered: AnsweredRow,
  { open, options }: { open: Map<string, WorkItemAnswer>; options: ActOptions },
): Promise<RowOutcome> {
  const { row, key, fault } = answered;
  if (fault !== undefined) return { row, key, status: 'refused', message: fault };
  const item = open.get(key);
  if (!item) return { row, key, status: 'closed' };
  const command = commandOf(answered, item);
  if (typeof command === 'string') return { row, key, status: 'refused', message: command };
  const { actor, role, reason } = options;
  const body = { ...command, actor: { id: actor, role }, reason: answered.given.text ?? reason };
  try {
    await api.post(approvalPath(item.project, item.approvalRound, '/commands'), body);
    return { row, key, status: 'taken' };
  } catch (error) {
    if (!(error instanceof ApiRefusal) || error.status >= 500) throw error;
    // The same answer, given by somebody else.
    if (error.code === 'COMMAND_CONFLICT') return { row, key, status: 'closed' };
    return { row, key, status: 'refused', message: error.message };
  }
}

/** The command of a row, or what is wrong with it. */
function commandOf(
  { key, result, given }: AnsweredRow,
  { kind, item, detail }: WorkItemAnswer,
): object | string {
  const choices = ANSWER_CHOICES[kind];
  const chosen = choices.find((choice) => choice.result === result.normalize('NFKC'));
  if (!chosen) {
    return `结果: expected ${choices.map((choice) => choice.result).join(', ')}, not ${result}`;
  }
  const data = chosen.data(given, detail ?? '');
  if (!data) return `说明: ${result} needs the documents that are asked for`;
  const { on, evidenceNo } = given;
  const said = {
    type: chosen.type,
    item,
    ...data,
    ...(on !== undefined && { on }),
    ...(evidenceNo !== undefined && { evidenceNo }),
  };
  // From what is said alone, so that the same file taken twice says it once.
  const hash = createHash('sha256').update(canonicalJson({ key, said })).digest('hex');
  return { commandId: `answer-${hash.slice(0, 40)}`, ...said };
}

function tableOf(outcomes: readonly RowOutcome[]): string {
  if (outcomes.length === 0) return 'No row has a result.';
  const head = ['row', 'work item', 'outcome', ''];
  return renderTable(
    head,
    outcomes.map(({ row, key, status, message }) => [row, key, status, message ?? '']),
  );
}
