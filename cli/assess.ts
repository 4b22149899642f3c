import { Command } from 'commander';
import type { Assessment } from '../domain/assessment.ts';
import { explain } from '../domain/explain.ts';
import { dayOf, type Day } from '../domain/time.ts';
import type { Catalogue } from '../schemas/definitions.ts';
import { assessPortfolio } from '../domain/portfolio.ts';
import { print, type CliContext } from './context.ts';
import { dayValue } from './option-values.ts';
import { pickDefinitions, readPortfolio } from './portfolio-file.ts';
import { renderTable } from './table.ts';

export interface AssessDeps {
  catalogue: () => Catalogue;
}
