import { Command, Option } from 'commander';
import type { ExplanationAnswer } from '../api/responses.ts';
import type { Moment } from '../domain/time.ts';
import { projectPath } from './api-client.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { explanationText } from './explanation-text.ts';
import { momentValue } from './option-values.ts';

interface ExplainOptions {
  asOf?: Moment;
  knownAt?: Moment;
  lang: 'zh' | 'en' | 'both';
}

/** `kaigong project explain <code>`: why a project has its colour, in sentences. */
export function explainCommand(context: CliContext): Command {
  return new Command('explain')
    .description('why a project has its colour, and what would change it')
    .argument('<code>', 'project code')
    .option('--as-of <moment>', 'what was true then, as known now', momentValue)
    .option('--known-at <moment>', 'what was known then', momentValue)
    .addOption(new Option('--lang <lang>').choices(['zh', 'en', 'both']).default('both'))
    .action(async (code: string, { asOf, knownAt, lang }: ExplainOptions, self: Command) => {
      const answer = await apiOf(context, self).get<ExplanationAnswer>(
        projectPath(code, '/explanation'),
        { asOf, knownAt, lang: lang === 'both' ? undefined : lang },
      );
      const told = [answer.zh, answer.en].filter((explanation) => explanation !== undefined);
      print(context, self, answer, () => told.map(explanationText).join('\n\n'));
    });
}
