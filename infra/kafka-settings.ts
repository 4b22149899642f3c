/**
 * Settings of a single broker that is light enough to sit beside everything else: it starts with a
 * heap of 64 MB, where the defaults need 256 MB. For one machine only: the partition counts of
 * Kafka's own topics can't change later.
 */
export function brokerSettings(wanted: {
  port: number;
  controllerPort: number;
  logDir: string;
}): string {
  const broker = `PLAINTEXT://127.0.0.1:${wanted.port}`;
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${wanted.controllerPort}`,
    listeners: `${broker},CONTROLLER://127.0.0.1:${wanted.controllerPort}`,
    'advertised.listeners': broker,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': wanted.logDir,
    'auto.create.topics.enable': false,
    ...ONE_REPLICA,
    ...SMALL,
    ...QUICK,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** Flags of the broker's Java; a client compiler alone starts faster and is fast enough here. */
export const JVM_FLAGS = ['-Xmx128m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'] as const;

const ONE_REPLICA = {
  'default.replication.factor': 1,
  'offsets.topic.replication.factor': 1,
  'transaction.state.log.replication.factor': 1,
  'transaction.state.log.min.isr': 1,
  'share.coordinator.state.topic.replication.factor': 1,
  'share.coordinator.state.topic.min.isr': 1,
};

const SMALL = {
  // The cleaner's default buffer of 128 MB alone would fill the heap.
  'log.cleaner.dedupe.buffer.size': 2_097_152,
  'log.cleaner.io.buffer.size': 65_536,
  'offsets.load.buffer.size': 524_288,
  'offsets.topic.num.partitions': 1,
  'transaction.state.log.num.partitions': 1,
  'share.coordinator.state.topic.num.partitions': 1,
  'num.network.threads': 1,
  'num.io.threads': 2,
  'background.threads': 2,
  'log.segment.bytes': 16_777_216,
};

const QUICK = {
  // A broker that was killed may come back only when its last session has expired.
  'broker.session.timeout.ms': 3_000,
  'broker.heartbeat.interval.ms': 500,
  'group.initial.rebalance.delay.ms': 0,
};

/** Warnings and errors to the broker's own output, which goes to the log file. */
export const BROKER_LOGGING = `rootLogger.level=WARN
rootLogger.appenderRef.out.ref=out
appender.out.type=Console
appender.out.name=out
appender.out.layout.type=PatternLayout
appender.out.layout.pattern=%d{ISO8601} %-5p %m (%c{1})%n%throwable
`;
