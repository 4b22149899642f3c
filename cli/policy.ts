import { Command } from 'commander';
import type { ColourPolicy } from '../domain/definitions.ts';
import { DEFAULT_DIRECTORY, type Catalogue } from '../schemas/definitions.ts';
import type { Fault } from '../schemas/fault.ts';
import { checkPolicy, type CheckedPolicy } from '../schemas/policy-check.ts';
import { readPolicyCases } from '../schemas/policy-files.ts';
import { print, type CliContext } from './context.ts';
import { CliFailure, EXIT } from './failure.ts';
import { readTextFile } from './option-values.ts';
import { testPolicy, type TestedCase } from './policy-test.ts';
import { policyText } from './policy-text.ts';
import { renderTable } from './table.ts';

/** `kaigong policy …`: the colour policies of this program, without any server. */
export function policyCommand(context: CliContext, catalogue: () => Catalogue): Command {
  const command = new Command('policy').description('colour policies (颜色规则)');
  command
    .command('list')
    .description('list them with their rules and where these were published')
    .action((_options: object, self: Command) => {
      const rows = shipped(catalogue()).map(listed);
      print(context, self, rows, () => tableOf(rows));
    });
  command
    .command('show')
    .description('its colours, rules and ladders')
    .argument('<id>', 'such as wuhan_major')
    .action((id: string, _options: object, self: Command) => {
      const { policy } = policyOf(catalogue(), id);
      print(context, self, policy, () => policyText(policy));
    });
  command
    .command('validate')
    .description('check a file as loading would, with every fault of it and its cases')
    .argument('<file>', 'policy.json')
    .action(async (file: string, _options: object, self: Command) => {
      await validate(context, self, { file, catalogue: catalogue() });
    });
  command
    .command('test')
    .description(
      'run the cases that policies carry: expected colour and messages of invented projects',
    )
    .argument('[policy]', 'id or file; all of this program if none is given')
    .action(async (policy: string | undefined, _options: object, self: Command) => {
      await test(context, self, { policy, catalogue: catalogue() });
    });
  return command;
}

function shipped({ policies }: Catalogue): CheckedPolicy[] {
  const cases = readPolicyCases(DEFAULT_DIRECTORY);
  return [...policies.values()].map((policy) => ({ policy, cases: cases.get(policy.id) ?? [] }));
}

interface ListedPolicy {
  id: string;
  version: string;
  name: string;
  rules: string[];
  cases: number;
  source: ColourPolicy['source'] | null;
}

const listed = ({ policy, cases }: CheckedPolicy): ListedPolicy => ({
  id: policy.id,
  version: policy.version,
  name: `${policy.label.zh} ${policy.label.en}`,
  rules: Object.keys(policy.rules),
  cases: cases.length,
  source: policy.source ?? null,
});

const tableOf = (rows: readonly ListedPolicy[]): string =>
  renderTable(
    ['id', 'version', 'rules', 'cases', 'published', 'name'],
    rows.map(({ id, version, rules, cases, source, name }) => [
      id,
      version,
      rules.length,
      cases,
      source?.dated ?? '-',
      name,
    ]),
  );

function policyOf(catalogue: Catalogue, id: string): CheckedPolicy {
  const all = shipped(catalogue);
  const found = all.find(({ policy }) => policy.id === id);
  if (found) return found;
  throw new CliFailure(`No colour policy ${id}`, {
    exitCode: EXIT.usage,
    help: `There are ${all.map(({ policy }) => policy.id).join(', ')}`,
  });
}

interface InFile {
  file: string;
  catalogue: Catalogue;
}

async function validate(
  context: CliContext,
  command: Command,
  { file, catalogue }: InFile,
): Promise<void> {
  const checked = checkPolicy(await readTextFile(file), catalogue);
  if ('faults' in checked) refuse(context, command, file, checked.faults);
  const { policy, cases } = checked;
  const said = { id: policy.id, version: policy.version, cases: cases.length };
  const text = `${file}: ${policy.id} ${policy.version} can be used: ${Object.keys(policy.rules).length} rules, ${cases.length} cases`;
  print(context, command, { file, ...said, faults: [] }, () => text);
}

function refuse(
  context: CliContext,
  command: Command,
  file: string,
  faults: readonly Fault[],
): never {
  print(context, command, { file, faults }, () =>
    faults.map(({ path, message }) => [file, path, message].filter(Boolean).join(': ')).join('\n'),
  );
  throw new CliFailure(`${file} has ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}`);
}

async function test(
  context: CliContext,
  command: Command,
  { policy, catalogue }: { policy: string | undefined; catalogue: Catalogue },
): Promise<void> {
  const policies = await toTest(context, command, { policy, catalogue });
  const tested = policies.flatMap((one) => testPolicy(one, catalogue));
  print(context, command, tested, () => tested.map(lineOf).join('\n'));
  const failed = tested.filter(({ differences }) => differences.length > 0).length;
  if (failed > 0) throw new CliFailure(`${failed} of ${tested.length} cases came out otherwise`);
}

async function toTest(
  context: CliContext,
  command: Command,
  { policy, catalogue }: { policy: string | undefined; catalogue: Catalogue },
): Promise<CheckedPolicy[]> {
  if (policy === undefined) return shipped(catalogue);
  if (!policy.endsWith('.json')) return [policyOf(catalogue, policy)];
  const checked = checkPolicy(await readTextFile(policy), catalogue);
  if ('faults' in checked) refuse(context, command, policy, checked.faults);
  return [checked];
}

const lineOf = ({ policy, title, differences }: TestedCase): string =>
  [
    `${differences.length === 0 ? 'passed' : 'FAILED'}  ${policy}  ${title}`,
    ...differences.map((line) => `        ${line}`),
  ].join('\n');
