import { Command } from 'commander';
import type {
  ColourMove,
  DefinitionChange,
  PreviewAnswer,
  RecheckDetail,
  RecheckFault,
  RecheckStarted,
} from '../api/recheck-responses.ts';
import type { ApiClient } from './api-client.ts';
import { apiOf, print, wantsJson, type CliContext } from './context.ts';
import { CliFailure } from './failure.ts';
import { countValue } from './option-values.ts';
import { renderTable } from './table.ts';

interface Options {
  preview?: boolean;
  keepTemplates?: boolean;
  rate?: number;
  actor: string;
}

/** `kaigong recheck`: puts newer rules in force and shows what they change; with `--preview` before it happens. */
export function recheckCommand(context: CliContext): Command {
  return new Command('recheck')
    .description('put newer definitions in force and settle every open project by them')
    .option('--preview', 'only list what would change')
    .option('--keep-templates', 'open projects keep the version of their lifecycle template')
    .option('--rate <projects>', 'projects settled a second (default: 20)', countValue)
    .option('--actor <id>', 'who acts', context.userName)
    .addHelpText('after', '\nEnding this command does not end the recheck; call it again to look.')
    .action(async (options: Options, self: Command) => {
      const api = apiOf(context, self);
      if (options.preview) {
        const preview = await previewed(api, options);
        print(context, self, preview, () => previewText(preview));
        return;
      }
      const done = await rechecked(context, { self, api, options });
      print(context, self, done, () => doneText(done));
      if (done.failed.length === 0) return;
      throw new CliFailure(
        `${done.failed.length} of ${done.total} projects keep what they had; the next recheck tries them again`,
      );
    });
}

const previewed = (api: ApiClient, { keepTemplates = false }: Options): Promise<PreviewAnswer> =>
  api.get('/recheck-preview', { keepTemplates: String(keepTemplates) });

interface Call {
  self: Command;
  api: ApiClient;
  options: Options;
}

async function rechecked(context: CliContext, { self, api, options }: Call) {
  const { keepTemplates = false, rate, actor } = options;
  const begun = await api.post<RecheckStarted>('/rechecks', {
    actor,
    keepTemplates,
    ...(rate !== undefined && { ratePerSecond: rate }),
  });
  const say = (line: string) => {
    if (!wantsJson(self)) context.err(line);
  };
  if (!begun.started) say(`Recheck ${begun.id} runs already, begun by ${begun.actor}.`);
  return followed(api, begun.id, say);
}

const LOOK_EVERY_MS = 500;

async function followed(api: ApiClient, id: number, say: (line: string) => void) {
  for (let shown = -1; ;) {
    const recheck = await api.get<RecheckDetail>(`/rechecks/${id}`);
    const { state, done, total } = recheck;
    if (done !== shown) say(`[${done}/${total}]`);
    if (state === 'done') return recheck;
    shown = done;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

function previewText({ definitions, later, open, changed, failed }: PreviewAnswer): string {
  return [
    ...definitions.map((change) => `would come into force: ${nameOf(change)}`),
    ...later.map((change) => `not before ${change.effectiveFrom}: ${nameOf(change)}`),
    ...changedLines(changed),
    ...failed.map(faultLine),
    `${changed.length} of ${open} open projects would change their colour${countsOf(changed)}.`,
  ].join('\n');
}

function doneText({ definitions, total, changed, failed }: RecheckDetail): string {
  return [
    ...definitions.map((change) => `in force: ${nameOf(change)}`),
    ...changedLines(changed),
    ...failed.map(faultLine),
    `${changed.length} of ${total} open projects changed their colour${countsOf(changed)}.`,
  ].join('\n');
}

const nameOf = ({ kind, id, from, to }: DefinitionChange): string =>
  `${kind} ${id} ${from} → ${to}`;

const faultLine = ({ project, fault }: RecheckFault): string => `${project}: ${fault}`;

function changedLines(changed: readonly ColourMove[]): string[] {
  if (changed.length === 0) return [];
  return [
    renderTable(
      ['project', 'from', 'to'],
      changed.map(({ project, from, to }) => [project, from, to]),
    ),
  ];
}

function countsOf(changed: readonly ColourMove[]): string {
  const counts = new Map<string, number>();
  for (const { from, to } of changed) {
    const move = `${from ?? 'none'} → ${to ?? 'none'}`;
    counts.set(move, (counts.get(move) ?? 0) + 1);
  }
  const parts = [...counts].map(([move, count]) => `${move} ${count}`);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}
