import { Command, Option } from 'commander';
import type { Assessment } from '../domain/assessment.ts';
import type { Colour } from '../domain/definitions.ts';
import { explain } from '../domain/explain.ts';
import type { Language } from '../domain/texts.ts';
import { dayOf, type Day } from '../domain/time.ts';
import type { Catalogue } from '../schemas/definitions.ts';
import { assessPortfolio } from '../domain/portfolio.ts';
import { print, type CliContext } from './context.ts';
import { dayValue } from './option-values.ts';
import { definitionsUnder, readPortfolio } from './portfolio-file.ts';
import { renderTable } from './table.ts';

/** What `assess` needs: the rules, no server. */
export interface AssessDeps {
  catalogue: () => Catalogue;
}

/** What is said of one project. */
interface AssessedRow {
  id: string;
  name: string;
  stage: string;
  colour: Colour | null;
  /** Sentences, worst first; none for what is on time. */
  reasons: string[];
  /** The day on which time alone changes something. */
  nextChange: Day | null;
}

interface AssessOptions {
  asOf: Day;
  policy?: string;
  lang: Language;
}

/** `kaigong assess <portfolio.json>`: the core alone over a list, without any server. */
export function assessCommand(context: CliContext, deps: AssessDeps): Command {
  return new Command('assess')
    .description('colour a list of projects on a day, without any server')
    .argument('<file>', 'portfolio.json')
    .requiredOption('--as-of <day>', 'the day', dayValue)
    .option('--policy <id>', "colour policy other than the projects' own")
    .addOption(
      new Option('--lang <lang>', 'language of the reasons').choices(['zh', 'en']).default('en'),
    )
    .action(async (file: string, options: AssessOptions, self: Command) => {
      const catalogue = deps.catalogue();
      const { entries } = await readPortfolio(file, catalogue);
      const assessments = assessPortfolio(
        entries.map(({ registration }) => registration),
        (registration) => definitionsUnder(catalogue, registration, options.policy),
        options.asOf,
      );
      const rows = assessments.map((assessment) => rowOf(assessment, options));
      print(context, self, rows, () => tableOf(rows));
    });
}

function rowOf(assessment: Assessment, { asOf, lang }: AssessOptions): AssessedRow {
  const { code, name, stage, colour, nextChangeAt } = assessment;
  const { headline, signals } = explain(assessment, asOf, lang);
  const reasons = signals.filter((signal) => signal.colour !== 'green').map(({ text }) => text);
  return {
    id: code,
    name,
    stage,
    colour,
    reasons: reasons.length > 0 ? reasons : [headline],
    nextChange: nextChangeAt === undefined ? null : dayOf(nextChangeAt),
  };
}

function tableOf(rows: readonly AssessedRow[]): string {
  const head = ['id', 'stage', 'colour', 'next change', 'reasons'];
  const lines = rows.flatMap(({ id, stage, colour, nextChange, reasons: [first, ...others] }) => [
    [id, stage, colour, nextChange, first],
    ...others.map((reason) => ['', '', '', '', reason]),
  ]);
  return renderTable(head, lines);
}
