import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { downloadAll } from './download.ts';
import { findJava, type Java } from './java.ts';
import { prepareKafkaData, type KafkaDirs } from './kafka-data.ts';
import { KAFKA_JARS, KAFKA_VERSION } from './kafka-jars.ts';
import { BROKER_LOGGING, brokerSettings, JVM_FLAGS } from './kafka-settings.ts';
import { hasTopics } from './kafka-topics.ts';
import type { PartContext, PartRecord } from './part.ts';
import { PORT_SETTINGS, takePort } from './ports.ts';
import { output } from './process.ts';
import { startServer } from './server.ts';

/** Starts one Kafka broker in KRaft mode with the topics of the deployment. */
export async function startKafka(
  context: PartContext,
  onStarted: (record: PartRecord) => Promise<void>,
): Promise<PartRecord> {
  const java = await findJava(context);
  const jars = await downloadAll(
    KAFKA_JARS,
    join(context.cacheDir, `kafka-${KAFKA_VERSION}`),
    context.progress,
  );
  const dirs = await prepareKafkaData(context.dataDir);
  const port = await takePort(context.ports.kafka, PORT_SETTINGS.kafka);
  const controllerPort = await takePort(0, '');
  const address = `127.0.0.1:${port}`;
  const record = (process: PartRecord['process']): PartRecord => ({
    name: 'kafka',
    provider: `Java ${java.version} (${java.from})`,
    version: KAFKA_VERSION,
    address,
    port,
    process,
  });
  const settingsFile = join(dirs.home, 'server.properties');
  await writeFile(settingsFile, brokerSettings({ port, controllerPort, logDir: dirs.logDir }));
  if (dirs.isNew) await layOut(dirs, settingsFile, java, jars, context);
  context.progress('starting');
  const process = await startServer(
    {
      name: 'kafka',
      command: java.command,
      args: [...(await brokerArgs(dirs, jars)), settingsFile],
      cwd: dirs.home,
      env: context.env,
      onStarted: (started) => onStarted(record(started)),
      isReady: () => hasTopics(address),
      limitMs: 90_000,
    },
    context,
  );
  return record(process);
}

/** The broker's command line after the settings file is left off. */
async function brokerArgs(dirs: KafkaDirs, jars: readonly string[]): Promise<string[]> {
  const logging = join(dirs.home, 'log4j2.properties');
  await writeFile(logging, BROKER_LOGGING);
  return [
    ...JVM_FLAGS,
    `-Dlog4j2.configurationFile=${logging}`,
    '-cp',
    jars.join(delimiter),
    'kafka.Kafka',
  ];
}

async function layOut(
  dirs: KafkaDirs,
  settingsFile: string,
  java: Java,
  jars: readonly string[],
  { env, progress }: PartContext,
): Promise<void> {
  progress('laying out the data directory');
  const args = ['format', '--cluster-id', dirs.clusterId, '--config', settingsFile];
  await output(
    java.command,
    [...JVM_FLAGS, '-cp', jars.join(delimiter), 'kafka.tools.StorageTool', ...args],
    env,
  );
}
