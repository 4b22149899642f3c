import { Command, Option } from 'commander';
import type { ProjectSummary } from '../api/responses.ts';
import { STATUSES } from '../domain/assessment.ts';
import { COLOURS, PHASES } from '../domain/definitions.ts';
import { dayOf } from '../domain/time.ts';
import { everyPage, type Query } from './api-client.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { renderTable } from './table.ts';

/** `kaigong project list`: all projects that fit the filters, by code. */
export function listCommand(context: CliContext): Command {
  return new Command('list')
    .description('list projects')
    .option('--stage <code>', 'furthest milestone reached')
    .addOption(new Option('--phase <phase>').choices(['lead', ...PHASES]))
    .addOption(new Option('--colour <colour>').choices(COLOURS))
    .addOption(new Option('--status <status>').choices(STATUSES))
    .option('--manager <name>', 'project manager')
    .option('--kind <kind>', 'kind of project')
    .option('--q <text>', 'part of code or name')
    .action(async (filters: Query, self: Command) => {
      const projects = await everyPage<ProjectSummary>(apiOf(context, self), '/projects', filters);
      print(context, self, projects, () => tableOf(projects));
    });
}

function tableOf(projects: readonly ProjectSummary[]): string {
  if (projects.length === 0) return 'No project fits.';
  const head = ['code', 'name', 'status', 'stage', 'colour', 'manager', 'next change'];
  const rows = projects.map(({ code, name, status, stage, colour, manager, nextChangeAt }) => [
    code,
    name,
    status,
    stage,
    colour,
    manager,
    nextChangeAt && dayOf(nextChangeAt),
  ]);
  return renderTable(head, rows);
}
