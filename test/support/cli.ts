import type { EventMessage } from '../../cli/event.ts';
import type { CliDeps } from '../../cli/program.ts';
import { runCli } from '../../cli/run.ts';
import { loadDefinitions } from '../../schemas/definitions.ts';

export interface CliRun {
  code: number;
  out: string;
  err: string;
  /** What would have gone to Kafka. */
  sent: EventMessage[];
}

const catalogue = loadDefinitions();
let ids = 0;

/** Runs a command line in this process; the world around it is fake unless given. */
export async function runKaigong(args: string, over: Partial<CliDeps> = {}): Promise<CliRun> {
  const out: string[] = [];
  const err: string[] = [];
  const sent: EventMessage[] = [];
  const deps: CliDeps = {
    version: '1.2.3',
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    apiAddress: 'http://127.0.0.1:1',
    fetch,
    userName: 'tester',
    newId: () => `id-${(ids += 1)}`,
    catalogue: () => catalogue,
    openEventSink: () =>
      Promise.resolve({
        publish: (messages) => {
          sent.push(...messages);
          return Promise.resolve();
        },
        close: () => Promise.resolve(),
      }),
    rebuildReadModel: () => Promise.resolve({ rebuilt: 0, failed: [] }),
    migrate: () => Promise.resolve([]),
    rewind: () => Promise.resolve(0),
    stackOptions: () => {
      throw new Error('this test has no stack');
    },
    terminal: false,
    ...over,
  };
  const code = await runCli(args.split(' '), deps.err, () => deps);
  return { code, out: out.join('\n'), err: err.join('\n'), sent };
}
