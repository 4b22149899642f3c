import { Command } from 'commander';
import { simulateApproval } from '../domain/approval/simulate.ts';
import type { ApprovalTemplate, Traits } from '../domain/approval/template.ts';
import type { Fact } from '../domain/fact.ts';
import { endOf, fromMillis, toMillis, type Day } from '../domain/time.ts';
import type { RawCloudEvent } from '../schemas/cloud-event.ts';
import type { Catalogue } from '../schemas/definitions.ts';
import { describeFaults } from '../schemas/fault.ts';
import { parseEvent } from '../schemas/parse-event.ts';
import { toFact } from '../schemas/to-fact.ts';
import type { CliContext } from './context.ts';
import { readEventLines, type EventLine } from './event-lines.ts';
import { CliFailure, EXIT } from './failure.ts';
import { collect, dayValue, readTextFile } from './option-values.ts';

/** What a simulation needs: the rules, no server. */
export interface SimulateDeps {
  catalogue: () => Catalogue;
}

interface SimulateOptions {
  events: string;
  asOf: Day;
  traits: string[];
  policy?: string;
}

/** `kaigong approval simulate <template>`: the core alone over a file of events, as JSON. */
export function simulateCommand(context: CliContext, deps: SimulateDeps): Command {
  const text = (value: string): string => value;
  return new Command('simulate')
    .description('run the approval core alone over a file of events; prints JSON')
    .argument('<template>', 'such as G')
    .requiredOption('--events <file>', 'CloudEvents of one project, one a line (.jsonl)')
    .requiredOption('--as-of <day>', 'the last day to live through', dayValue)
    .option('--traits <key=value>', 'what is known of the project; repeatable', collect(text), [])
    .option('--policy <id>', "colour policy other than the park's default")
    .action(async (id: string, options: SimulateOptions) => {
      const catalogue = deps.catalogue();
      const template = templateOf(catalogue, id);
      const { project, facts } = factsIn(await readTextFile(options.events), options.events);
      const policy = policyOf(catalogue, options.policy);
      const definitions = { template, policy, calendar: catalogue.calendar };
      const simulation = {
        definitions,
        project,
        facts,
        traits: traitsIn(options.traits, template),
      };
      context.out(JSON.stringify(simulateApproval(simulation, endOf(options.asOf)), null, 2));
    });
}

function templateOf({ approvals }: Catalogue, id: string): ApprovalTemplate {
  const template = approvals.get(id);
  if (template) return template;
  const known = [...approvals.keys()].join(', ');
  throw new CliFailure(`No approval template ${id}`, {
    exitCode: EXIT.usage,
    help: `There are ${known}`,
  });
}

function policyOf({ policies, defaultPolicy }: Catalogue, id = defaultPolicy) {
  const policy = policies.get(id);
  if (policy) return policy;
  const known = [...policies.keys()].join(', ');
  throw new CliFailure(`No colour policy ${id}`, {
    exitCode: EXIT.usage,
    help: `There are ${known}`,
  });
}

function factsIn(text: string, path: string): { project: string; facts: Fact[] } {
  const lines = readEventLines(text);
  const facts = lines.map((line) => factOf(line, path));
  const projects = [...new Set(lines.map(({ key = '' }) => key))];
  const [project] = projects;
  if (project !== undefined && projects.length === 1) return { project, facts };
  throw new CliFailure(`${path} is about ${projects.length} projects, expected one`, {
    exitCode: EXIT.usage,
    help: projects.length === 0 ? 'It holds no event' : `It names ${projects.join(', ')}`,
  });
}

function factOf({ number, text, faults }: EventLine, path: string): Fact {
  if (faults.length === 0) {
    // `as`: readEventLines has found it to be an object, and a valid event.
    const parsed = parseEvent(JSON.parse(text) as RawCloudEvent);
    if (parsed.ok) {
      return toFact(parsed.event, fromMillis(toMillis(parsed.event.data.occurredAt)));
    }
  }
  throw new CliFailure(`Line ${number} of ${path} is no valid event`, {
    exitCode: EXIT.usage,
    help: describeFaults(faults),
  });
}

function traitsIn(pairs: readonly string[], template: ApprovalTemplate): Traits {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      const field = pair.slice(0, at);
      if (at > 0 && template.traits.some((trait) => trait.field === field)) {
        return [field, valueOf(pair.slice(at + 1))];
      }
      const known = template.traits.map((trait) => trait.field).join(', ');
      throw new CliFailure(`--traits ${pair} names no trait of template ${template.id}`, {
        exitCode: EXIT.usage,
        help: `Give one of ${known}, such as ${template.traits[0]?.field ?? 'key'}=value`,
      });
    }),
  );
}

function valueOf(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}
