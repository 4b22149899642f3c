import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { downloadAll } from './download.ts';
import { findJava, type Java } from './java.ts';
import { KAFKA_JARS, KAFKA_VERSION } from './kafka-jars.ts';
import { BROKER_LOGGING, brokerSettings, JVM_FLAGS } from './kafka-settings.ts';
import type { PartContext } from './part.ts';
import { takePort } from './ports.ts';
import { output } from './process.ts';

/** What a broker is run with. */
export interface KafkaRuntime {
  java: Java;
  jars: readonly string[];
}

/** The Java and the jars, fetched where they are missing. */
export async function findKafka(context: PartContext): Promise<KafkaRuntime> {
  const java = await findJava(context);
  const dir = join(context.cacheDir, `kafka-${KAFKA_VERSION}`);
  return { java, jars: await downloadAll(KAFKA_JARS, dir, context.progress) };
}

/** Writes a broker's settings below `home` and returns their file. */
export async function writeSettings(home: string, port: number): Promise<string> {
  const controllerPort = await takePort(0);
  const file = join(home, 'server.properties');
  await writeFile(file, brokerSettings({ port, controllerPort, logDir: join(home, 'data') }));
  await writeFile(join(home, 'log4j2.properties'), BROKER_LOGGING);
  return file;
}

/** Arguments of Java for a broker with these settings, or for a tool of Kafka's instead. */
export function javaArgs(
  { jars }: KafkaRuntime,
  flags: readonly string[],
  home: string,
  main: readonly string[] = ['kafka.Kafka', join(home, 'server.properties')],
): string[] {
  const logging = `-Dlog4j2.configurationFile=${join(home, 'log4j2.properties')}`;
  return [...JVM_FLAGS, ...flags, logging, '-cp', jars.join(delimiter), ...main];
}

/** Lays out an empty data directory for the cluster. */
export async function layOut(
  runtime: KafkaRuntime,
  flags: readonly string[],
  home: string,
  clusterId: string,
  { env }: PartContext,
): Promise<void> {
  const settings = ['--config', join(home, 'server.properties')];
  const format = ['kafka.tools.StorageTool', 'format', '--cluster-id', clusterId, ...settings];
  await output(runtime.java.command, javaArgs(runtime, flags, home, format), env);
}
