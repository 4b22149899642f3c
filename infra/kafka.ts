import { archiveFlags } from './kafka-archive.ts';
import { prepareKafkaData } from './kafka-data.ts';
import { KAFKA_VERSION } from './kafka-jars.ts';
import { findKafka, javaArgs, layOut, writeSettings } from './kafka-runtime.ts';
import { servesTopics } from './kafka-topics.ts';
import type { PartContext, PartRecord } from './part.ts';
import { PORT_SETTINGS, takePort } from './ports.ts';
import { startServer } from './server.ts';

/** Starts one Kafka broker in KRaft mode and creates the topics of the deployment that it lacks. */
export async function startKafka(
  context: PartContext,
  onStarted: (record: PartRecord) => Promise<void>,
): Promise<PartRecord> {
  const runtime = await findKafka(context);
  const flags = await archiveFlags(runtime, context);
  const { home, clusterId, isNew } = await prepareKafkaData(context.dataDir);
  const port = await takePort(context.ports.kafka, PORT_SETTINGS.kafka);
  const address = `127.0.0.1:${port}`;
  const record = (process: PartRecord['process']): PartRecord => ({
    name: 'kafka',
    provider: `Java ${runtime.java.version} (${runtime.java.from})`,
    version: KAFKA_VERSION,
    address,
    port,
    process,
  });
  await writeSettings(home, port);
  if (isNew) await layOut(runtime, flags, home, clusterId, context);
  context.progress('starting');
  const process = await startServer(
    {
      name: 'kafka',
      command: runtime.java.command,
      args: javaArgs(runtime, flags, home),
      cwd: home,
      env: context.env,
      onStarted: (started) => onStarted(record(started)),
      isReady: () => servesTopics(address),
      limitMs: 90_000,
    },
    context,
  );
  return record(process);
}
