import { cpus, totalmem } from 'node:os';
import { format } from 'prettier';
import { TARGETS, type Activity } from '../oracle/plan.ts';
import type { FaultRecord } from './inject.ts';
import type { RunResult } from './run-seed.ts';
import { LONG } from './sizes.ts';

/** The page that tells what a row of long runs has shown; `day` is that of the runs. */
export function reliabilityPage(results: readonly RunResult[], day: string): Promise<string> {
  const violations = results.flatMap(({ seed, violations: found }) =>
    found.map((violation) => `- seed ${seed}: ${violation}`),
  );
  const text = [
    HEAD,
    `## Result of ${day}`,
    `${results.length} seeds (${results.map(({ seed }) => seed).join(', ')}) on ${machine()}: ${violations.length} violations.`,
    ...(violations.length > 0 ? [violations.join('\n')] : []),
    table(SEED_HEAD, results.map(seedRow)),
    '### By what was broken',
    BY_TARGET,
    table(TARGET_HEAD, targetRows(results.flatMap(({ records }) => records))),
  ].join('\n\n');
  return format(text, { parser: 'markdown', printWidth: 100 });
}

const HEAD = `# Reliability

What the engine survives, shown by running it for real and breaking it. Written by
\`npm run fault -- --seeds 20\`; \`npm test\` plays a shorter run of the same kind each time.

A run has a Temporal, a Kafka and a PostgreSQL of its own, two gateways, a worker and an API, each a
process that is started again when it ends. From its seed alone come ${LONG.messages.toLocaleString('en')} messages about ${LONG.projects} projects
(duplicates, any order, corrected, voided, of unknown projects, the same id with another content,
poison, dated in the future), ${LONG.commands} commands of people through the API, some repeated under their id, and
the plan of what breaks when: each of consumer, dispatcher, relay, worker, API and Kafka is killed
(SIGKILL) or frozen (SIGSTOP for 20 s); consumer, dispatcher and relay are killed at work, held up in
the very COMMIT that matters; PostgreSQL is killed once, and stopped for 60 s while the park's midnight
passes and timers are due; Temporal is killed and its database deleted; snapshots and timeline are
emptied and rebuilt.

When all has come to rest, an oracle that reads nothing of ours but the result folds what Kafka's log
holds of what the sources sent, and what people were told, and asks: did each valid event take effect
once, in its project, with its content? Is each invalid one a dead letter with its reason, in the table
and on its topic? Are stage, status, colour, milestones, signals and open alerts of every project those
of the oracle? Does \`project.events\` hold each line that leaves under one id, in order, and lead a
subscriber to the same state? Was each command answered as it must be, and the same each time? Is
nothing left waiting, and did every process end in good order? A run in which nothing succeeded while
something was broken counts as failed, too.

A seed repeats: \`npm run fault -- --seed 7\` sends the same messages and breaks the same things at the
same moments. A run that fails keeps its logs, its script and what was seen, and says where. Its unit
tests show that the oracle bites (\`test/unit/fault\`).`;

const BY_TARGET = `Recovery goes from the moment it could be started again, thawed or asked until it said itself that it
works; where faults overlap it waits for its neighbours, too. "Meanwhile" counts, from the beginning of
the fault until then, messages that Kafka took, facts that took effect and requests that were answered.`;

const SEED_HEAD = [
  'seed',
  'faults',
  'messages',
  'dead letters',
  'published',
  'taken, applied, answered during faults',
  'slowest recovery s',
  'to rest s',
  'took s',
  'violations',
];

function seedRow({ seed, records, sent, ...rest }: RunResult): string[] {
  const recoveries = records.map(recoveryOf);
  return [
    String(seed),
    String(records.length),
    String(sent),
    String(rest.deadLetters),
    String(rest.published),
    meanwhileOf(records),
    seconds(Math.max(0, ...recoveries)),
    seconds(rest.restMs),
    seconds(rest.tookMs),
    String(rest.violations.length),
  ];
}

const TARGET_HEAD = [
  'broken',
  'times',
  'of which caught at work',
  'recovery s, median',
  'worst',
  'taken, applied, answered meanwhile',
];

function targetRows(records: readonly FaultRecord[]): string[][] {
  const kinds = TARGETS.flatMap((target) =>
    [
      ...new Set(
        records.filter(({ fault }) => fault.target === target).map(({ fault }) => fault.how),
      ),
    ]
      .sort()
      .map((how) => ({ target, how })),
  );
  return kinds.map(({ target, how }) => {
    const own = records.filter(({ fault }) => fault.target === target && fault.how === how);
    const recoveries = own.map(recoveryOf).sort((a, b) => a - b);
    const caught = own.filter((record) => record.caught === true).length;
    return [
      `${target} ${WORDS[how]}`,
      String(own.length),
      how === 'killAtWork' ? String(caught) : '',
      seconds(recoveries[Math.floor(recoveries.length / 2)] ?? 0),
      seconds(recoveries.at(-1) ?? 0),
      meanwhileOf(own),
    ];
  });
}

const WORDS: Record<FaultRecord['fault']['how'], string> = {
  kill: 'killed',
  killAtWork: 'killed at work',
  freeze: 'frozen 20 s',
  stop: 'stopped 60 s',
  loseData: 'killed, its data deleted',
  empty: 'emptied',
};

const recoveryOf = ({ overMs, recoveredMs }: FaultRecord): number => recoveredMs - overMs;

function meanwhileOf(records: readonly FaultRecord[]): string {
  const sum = (activity: Activity) =>
    records.reduce((total, { meanwhile }) => total + meanwhile[activity], 0);
  return [sum('taken'), sum('applied'), sum('answered')].join(', ');
}

const seconds = (ms: number): string => (ms / 1_000).toFixed(1);

function machine(): string {
  const [cpu, ...others] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${others.length + 1} × ${cpu?.model.trim() ?? 'unknown'}, ${memory} GiB, Node.js ${process.version}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
