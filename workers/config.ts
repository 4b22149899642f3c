import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { FROM_FILE, PARTS } from './settings.ts';

/** A part of the settings, as its reader names it. */
export type Part = keyof typeof PARTS;
/** The settings of some parts, ready to be passed down as values. */
export type Config<P extends Part = Part> = { [K in P]: z.output<(typeof PARTS)[K]> };

/** Variables of a process, as a value. */
export type Environment = Record<string, string | undefined>;

/** Thrown with every fault of the settings at once, a line each; no line shows a value. */
export class ConfigError extends Error {
  readonly problems: string[];

  constructor(problems: string[]) {
    super(['The settings have faults (see .env.example):', ...problems].join('\n  '));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** Reads and checks the settings of the named parts; an empty variable counts as unset. Throws ConfigError. */
export function readConfig<P extends Part>(parts: readonly P[], env = process.env): Config<P> {
  const problems: string[] = [];
  const values = withFiles(env, problems);
  const read = parts.map((part) => {
    const result = PARTS[part].safeParse(values);
    for (const { path, message } of result.error?.issues ?? []) {
      problems.push(`${path.join('.')}: ${message}`);
    }
    return [part, result.data];
  });
  // Several parts may read one setting.
  if (problems.length > 0) throw new ConfigError([...new Set(problems)]);
  // Each part was parsed by its own schema just above.
  return Object.fromEntries(read) as Config<P>;
}

/** For a process's first line: the settings, or every problem on stderr and exit code 1. */
export function configOrExit<P extends Part>(...parts: P[]): Config<P> {
  try {
    return readConfig(parts);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    return process.exit(1);
  }
}

/** Which parts of the stack have an address of their own, so that `npm start` need not bring them up. */
export function givenAddresses(env = process.env) {
  const given = withFiles(env, []);
  return {
    temporal: given['TEMPORAL_ADDRESS'] ?? given['TEMPORAL_PROFILE'],
    kafka: given['KAFKA_BROKERS'],
    database: given['DATABASE_URL'],
  };
}

/** The environment as it is, for what is started from here and finds its programs in it. */
export const wholeEnvironment = (): Environment => ({ ...process.env });

function withFiles(env: Environment, problems: string[]): Environment {
  const values = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  for (const name of FROM_FILE) {
    const path = values[`${name}_FILE`];
    if (path === undefined) continue;
    if (values[name] !== undefined) problems.push(`${name}: is set, and so is ${name}_FILE`);
    else values[name] = readSecret(`${name}_FILE`, path, problems);
  }
  return values;
}

function readSecret(setting: string, path: string, problems: string[]): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    problems.push(`${setting}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
