import type { Definitions } from '../domain/definitions.ts';
import type { Registration } from '../domain/fact.ts';
import { definitionsFor, UnknownDefinitionError, type Catalogue } from '../schemas/definitions.ts';
import type { Fault } from '../schemas/fault.ts';
import { parsePortfolio, PortfolioError, type Portfolio } from '../schemas/portfolio.ts';
import { registrationFaults } from '../schemas/registration.ts';
import { CliFailure, EXIT } from './failure.ts';
import { readTextFile } from './option-values.ts';

/** A list of projects from a file that fits the catalogue; ends the command with every fault of it, one a line. */
export async function readPortfolio(path: string, catalogue: Catalogue): Promise<Portfolio> {
  const portfolio = parse(path, await readTextFile(path));
  const faults = portfolio.entries.flatMap(({ registration }) => faultsOf(registration, catalogue));
  if (faults.length > 0) throw unusable(path, faults);
  return portfolio;
}

/** Definitions of one project, under another colour policy than its own if one is named. */
export function definitionsUnder(
  catalogue: Catalogue,
  registration: Registration,
  policy: string | undefined,
): Definitions {
  try {
    return definitionsFor(catalogue, { ...registration, ...(policy !== undefined && { policy }) });
  } catch (cause) {
    if (!(cause instanceof UnknownDefinitionError)) throw cause;
    throw new CliFailure(cause.message, { exitCode: EXIT.usage, cause });
  }
}

function parse(path: string, text: string): Portfolio {
  try {
    return parsePortfolio(JSON.parse(text));
  } catch (error) {
    if (error instanceof PortfolioError) throw unusable(path, error.faults);
    if (error instanceof SyntaxError) {
      throw unusable(path, [{ path: '', message: `expected JSON (${error.message})` }]);
    }
    throw error;
  }
}

function faultsOf(registration: Registration, catalogue: Catalogue): Fault[] {
  const { template, approval } = definitionsUnder(catalogue, registration, undefined);
  return registrationFaults(registration, template, approval).map(({ path, message }) => ({
    path: `${registration.code}: ${path}`,
    message,
  }));
}

function unusable(path: string, faults: readonly Fault[]): CliFailure {
  const lines = faults.map((fault) => `\n  ${fault.path ? `${fault.path}: ` : ''}${fault.message}`);
  return new CliFailure(`${path} is no list of projects that fits:${lines.join('')}`);
}
