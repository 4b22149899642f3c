import { Command } from 'commander';
import type { ApprovalTemplate } from '../domain/approval/template.ts';
import { checkApproval } from '../schemas/approval-check.ts';
import type { Catalogue } from '../schemas/definitions.ts';
import { print, type CliContext } from './context.ts';
import { CliFailure, EXIT } from './failure.ts';
import { readTextFile } from './option-values.ts';
import { renderTable } from './table.ts';
import { templateGraph } from './template-graph.ts';
import { templateText } from './template-text.ts';

/** `kaigong template …`: the approval templates of this program, without any server. */
export function templateCommand(context: CliContext, catalogue: () => Catalogue): Command {
  const command = new Command('template').description('approval templates (审批模板)');
  command
    .command('list')
    .description('list them with the lifecycles whose projects have them')
    .action((_options: object, self: Command) => {
      const rows = listed(catalogue());
      print(context, self, rows, () => tableOf(rows));
    });
  command
    .command('show')
    .description('its items with what they wait for and how long they may take, and its gates')
    .argument('<id>', 'such as G')
    .action((id: string, _options: object, self: Command) => {
      const template = templateOf(catalogue(), id);
      print(context, self, template, () => templateText(template));
    });
  command
    .command('validate')
    .description('check a file as loading would, with every fault of it')
    .argument('<file>', 'template.json')
    .action(async (file: string, _options: object, self: Command) => {
      await validate(context, self, { file, catalogue: catalogue() });
    });
  command
    .command('graph')
    .description('print its items, milestones and gates as a Mermaid flowchart')
    .argument('<id>', 'such as G')
    .action((id: string, _options: object, self: Command) => {
      const mermaid = templateGraph(templateOf(catalogue(), id));
      print(context, self, { id, mermaid }, () => mermaid);
    });
  return command;
}

interface ListedTemplate {
  id: string;
  version: string;
  name: string;
  items: number;
  /** Milestones that have a gate. */
  gates: string[];
  lifecycles: string[];
}

const listed = ({ approvals, lifecycles }: Catalogue): ListedTemplate[] =>
  [...approvals.values()].map(({ id, version, label, items, gates }) => ({
    id,
    version,
    name: `${label.zh} ${label.en}`,
    items: items.length,
    gates: gates.map(({ milestone }) => milestone),
    lifecycles: [...lifecycles.values()]
      .filter(({ approval }) => approval === id)
      .map((lifecycle) => lifecycle.id),
  }));

const tableOf = (rows: readonly ListedTemplate[]): string =>
  renderTable(
    ['id', 'version', 'items', 'gates', 'lifecycles', 'name'],
    rows.map(({ id, version, items, gates, lifecycles, name }) => [
      id,
      version,
      items,
      gates.join(', '),
      lifecycles.join(', ') || '-',
      name,
    ]),
  );

function templateOf({ approvals }: Catalogue, id: string): ApprovalTemplate {
  const template = approvals.get(id);
  if (template) return template;
  throw new CliFailure(`No approval template ${id}`, {
    exitCode: EXIT.usage,
    help: `There are ${[...approvals.keys()].join(', ')}`,
  });
}

async function validate(
  context: CliContext,
  command: Command,
  { file, catalogue }: { file: string; catalogue: Catalogue },
): Promise<void> {
  const checked = checkApproval(await readTextFile(file), catalogue);
  if ('content' in checked) {
    const { id, version, items, gates } = checked.content;
    const counts = { id, version, items: items.length, gates: gates.length };
    const text = `${file}: ${id} ${version} can be used: ${items.length} items, ${gates.length} gates`;
    print(context, command, { file, ...counts, faults: [] }, () => text);
    return;
  }
  const { faults } = checked;
  print(context, command, { file, faults }, () =>
    faults.map(({ path, message }) => [file, path, message].filter(Boolean).join(': ')).join('\n'),
  );
  throw new CliFailure(`${file} has ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}`);
}
