import { Command, Option } from 'commander';
import type { AlertDetail, ListedAlert } from '../api/alert-responses.ts';
import type { AlertStep } from '../domain/alert/case.ts';
import { CASE_STATES } from '../domain/alert/case.ts';
import { shanghaiMinute } from '../domain/time.ts';
import { alertActCommands } from './alert-acts.ts';
import { everyPage, type Query } from './api-client.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { renderTable } from './table.ts';
import { joinBlocks, labelledLines, titledList } from './text-block.ts';

/** `kaigong alert …`: what is open, what its ladder does next, and what people do about it. */
export function alertCommand(context: CliContext): Command {
  const command = new Command('alert').description('alerts and what is done about them (预警)');
  const subcommands = [listCommand(context), showCommand(context), ...alertActCommands(context)];
  for (const subcommand of subcommands) command.addCommand(subcommand);
  return command;
}

function listCommand(context: CliContext): Command {
  return new Command('list')
    .description('alerts that are not closed, of all projects')
    .option('--project <code>', 'of one project')
    .option('--person <name>', 'of the projects on which a person has a post')
    .addOption(
      new Option('--severity <colour>', 'of one colour').choices(['blue', 'yellow', 'red']),
    )
    .addOption(new Option('--state <state>', 'in one state').choices(CASE_STATES))
    .action(async (filters: Query, self: Command) => {
      const items = await everyPage<ListedAlert>(apiOf(context, self), '/alerts', filters);
      print(context, self, items, () => tableOf(items));
    });
}

function showCommand(context: CliContext): Command {
  return new Command('show')
    .description('one alert: its story, what is done, and what its ladder does next and when')
    .argument('<alert>', 'id, see `alert list`')
    .action(async (id: string, _options: object, self: Command) => {
      const path = `/alerts/${encodeURIComponent(id)}`;
      const alert = await apiOf(context, self).get<AlertDetail>(path);
      print(context, self, alert, () => describe(alert));
    });
}

function tableOf(alerts: readonly ListedAlert[]): string {
  if (alerts.length === 0) return 'No alert is open.';
  const rows = alerts.map((alert) => [
    alert.id,
    alert.name,
    alert.stock ? `${alert.severity} (stock)` : alert.severity,
    alert.state,
    shanghaiMinute(alert.openedAt),
    alert.acknowledgedBy,
  ]);
  return renderTable(['alert', '', 'severity', 'state', 'since', 'acknowledged by'], rows);
}

function describe(alert: AlertDetail): string {
  const { standing, records, done, toCome } = alert;
  const head = labelledLines(alert.id, [
    ['project', alert.name ?? undefined],
    ['state', `${alert.state}, ${alert.severity}`],
    ['why', alert.reason?.text],
    ['what would turn it', alert.reason?.flips.join('；')],
    ['ladder', standing?.ladder.id],
    ['policy', standing ? `${standing.policy.id}@${standing.policy.version}` : undefined],
    ['acknowledged by', alert.acknowledgedBy ?? undefined],
    ['silent because of', standing?.hiddenBy],
  ]);
  const story = records.map(({ kind, severity, at, by }) =>
    [shanghaiMinute(at), kind, severity, ...(by === null ? [] : [`by ${by}`])].join('  '),
  );
  return joinBlocks([
    head,
    titledList('What became of it', story),
    titledList('Done', done.map(stepLine)),
    titledList('Told', alert.told.map(toldLine)),
    titledList('To come, unless something changes', toCome.map(stepLine)),
  ]);
}

const stepLine = ({ at, kind, to, how }: AlertStep): string =>
  [shanghaiMinute(at), kind, `(${how})`, to.map(nameOf).join(', ')].join('  ');

const toldLine = (one: AlertDetail['told'][number]): string => {
  const { person, insteadOf, kind, dueAt, droppedAt, messageState } = one;
  const who = insteadOf === null ? person : `${person} for ${insteadOf}`;
  const fate = messageState ?? (droppedAt === null ? 'in the inbox' : 'over before it was sent');
  return [shanghaiMinute(dueAt), kind, who, fate].join('  ');
};

const nameOf = (recipient: AlertStep['to'][number]): string =>
  typeof recipient === 'object' ? recipient.person : recipient;
