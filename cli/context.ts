import type { Command } from 'commander';
import { createApiClient, type ApiClient } from './api-client.ts';

/** What a command may use of the world; the composition root fills it, tests replace it. */
export interface CliContext {
  /** Writes a line to stdout: results only, so that `--json` can be piped. */
  out: (line: string) => void;
  /** Writes a line to stderr: progress and errors. */
  err: (line: string) => void;
  /** Address of the API unless `--api` says otherwise. */
  apiAddress: string;
  fetch: typeof fetch;
  /** Who acts unless `--actor` says otherwise. */
  userName: string;
  newId: () => string;
}

interface GlobalOptions {
  api?: string;
  json?: boolean;
}

/** Whether the caller is a program (`--json`). */
export const wantsJson = (command: Command): boolean =>
  command.optsWithGlobals<GlobalOptions>().json === true;

/** The API that this call talks to. */
export function apiOf(context: CliContext, command: Command): ApiClient {
  const { api } = command.optsWithGlobals<GlobalOptions>();
  return createApiClient(api ?? context.apiAddress, context.fetch);
}

/** Prints the value as JSON for programs, as `text` for people. */
export function print(
  context: CliContext,
  command: Command,
  value: unknown,
  text: () => string,
): void {
  context.out(wantsJson(command) ? JSON.stringify(value, null, 2) : text());
}
