import { Command, Option } from 'commander';
import { TOPICS, type Topic } from '../schemas/event.ts';
import { print, type CliContext } from './context.ts';
import { eventImportCommand } from './event-import.ts';
import { readEventLines, type EventLine } from './event-lines.ts';
import { CliFailure } from './failure.ts';
import { readTextFile } from './option-values.ts';

/** One message for Kafka. */
export interface EventMessage {
  topic: Topic;
  key: string | null;
  value: string;
}

/** What `event send` needs: a way into Kafka. */
export interface EventDeps {
  /** Connects to Kafka; the caller closes it. */
  openEventSink: () => Promise<EventSink>;
}

/** Where events are sent to. */
export interface EventSink {
  /** Resolves when Kafka has all of them. */
  publish(messages: readonly EventMessage[]): Promise<void>;
  close(): Promise<void>;
}

interface SendOptions {
  asIs?: boolean;
  topic: Topic;
}

const BATCH = 200;

/** `kaigong event send <file.jsonl>`: CloudEvents, one a line, through Kafka. */
export function eventCommand(context: CliContext, deps: EventDeps): Command {
  const command = new Command('event').description('events of other systems');
  command
    .command('send')
    .description('send CloudEvents through Kafka, one a line; nothing if a line is invalid')
    .argument('<file>', 'JSON lines')
    .option('--as-is', 'send invalid lines too, to see what becomes of them')
    .addOption(
      new Option('--topic <topic>', 'where lines go whose type names no topic')
        .choices(TOPICS)
        .default('permit.events'),
    )
    .action(async (file: string, options: SendOptions, self: Command) => {
      const lines = readEventLines(await readTextFile(file));
      report(context, file, lines, options);
      const sent = await send(
        context,
        deps,
        lines.map((line) => messageOf(line, options.topic)),
      );
      const invalid = lines.filter(({ faults }) => faults.length > 0).length;
      print(context, self, { sent, invalid }, () => `Sent ${sent} events.`);
    });
  command.addCommand(eventImportCommand(context));
  return command;
}

function report(
  context: CliContext,
  file: string,
  lines: readonly EventLine[],
  { asIs }: SendOptions,
): void {
  const bad = lines.filter(({ faults }) => faults.length > 0);
  for (const { number, faults } of bad) {
    for (const { path, message } of faults) {
      context.err(`${file}:${number}: ${path ? `${path}: ` : ''}${message}`);
    }
  }
  if (bad.length > 0 && !asIs) {
    throw new CliFailure(`${bad.length} of ${lines.length} lines are invalid; nothing was sent`, {
      help: 'Correct them, or send everything as it is with --as-is',
    });
  }
}

const messageOf = ({ topic, key, text }: EventLine, fallback: Topic): EventMessage => ({
  topic: topic ?? fallback,
  key: key ?? null,
  value: text,
});

async function send(
  context: CliContext,
  deps: EventDeps,
  messages: readonly EventMessage[],
): Promise<number> {
  const sink = await deps.openEventSink();
  try {
    for (let sent = 0; sent < messages.length; sent += BATCH) {
      await sink.publish(messages.slice(sent, sent + BATCH));
      context.err(`[${Math.min(sent + BATCH, messages.length)}/${messages.length}] sent`);
    }
  } finally {
    await sink.close();
  }
  return messages.length;
}
