import type { Answer, Heard } from '../oracle/observation.ts';
import type { PersonsCommand } from '../oracle/people.ts';
import { nameOf } from '../oracle/verdict.ts';
import { sleep, type RunClock } from './run-clock.ts';
import type { Tally } from './tally.ts';

/** What people need to act. */
export interface Office {
  apiUrl: string;
  clock: RunClock;
  tally: Tally;
  /** Answers that the API must never give, whatever is away. */
  complaints: string[];
}

const PATIENCE_MS = 10_000;
const AGAIN_AFTER_MS = 500;
const LOOK_EVERY_MS = 250;

/** Has people give all commands, those of one project one after another, and tells what they heard. */
export async function actAll(
  office: Office,
  commands: readonly PersonsCommand[],
): Promise<Heard[]> {
  const heard = new Map(commands.map((command): [string, Answer[]] => [nameOf(command), []]));
  const desks = new Map<string, Moment[]>();
  for (const command of commands) {
    const desk = desks.get(command.project) ?? [];
    desk.push(...[command.atMs, ...command.repeatedAtMs].map((atMs) => ({ atMs, command })));
    desks.set(command.project, desk);
  }
  const working = [...desks.values()].map(async (desk) => {
    for (const { atMs, command } of desk.sort((a, b) => a.atMs - b.atMs)) {
      await office.clock.until(atMs);
      heard.get(nameOf(command))?.push(await insist(office, command));
    }
  });
  await Promise.all(working);
  return [...heard].map(([commandId, answers]) => ({ commandId, answers }));
}

interface Moment {
  atMs: number;
  command: PersonsCommand;
}

/** People who look at the list of projects all the while, until the signal. */
export async function lookOn(office: Office, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const response = await ask(office, '/projects?limit=50');
    if (response?.ok) office.tally.answered += 1;
    await sleep(LOOK_EVERY_MS);
  }
}

// Repeats the command under its id until there is an answer: what a screen does for a person.
async function insist(office: Office, { path, body }: PersonsCommand): Promise<Answer> {
  for (;;) {
    const response = await ask(office, path, body);
    if (response && response.status < 500) {
      const said = (await response.json()) as { code?: string; revision?: number }; // by the API's own document
      office.tally.answered += 1;
      return {
        status: response.status,
        code: said.code ?? null,
        revision: said.revision ?? null,
      };
    }
    await sleep(AGAIN_AFTER_MS);
  }
}

async function ask(office: Office, path: string, body?: object): Promise<Response | undefined> {
  try {
    const response = await fetch(office.apiUrl + path, {
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    if (response.status >= 500 && response.status !== 503) {
      office.complaints.push(
        `the API answered ${response.status} to ${path}: ${await response.text()}`,
      );
    }
    return response;
  } catch {
    return undefined; // refused, cut off, or too slow
  }
}
