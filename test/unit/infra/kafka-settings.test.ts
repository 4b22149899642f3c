import { describe, expect, it } from '@jest/globals';
import { KAFKA_JARS } from '../../../infra/kafka-jars.ts';
import { brokerSettings, JVM_FLAGS } from '../../../infra/kafka-settings.ts';

const settings = brokerSettings({ port: 1, controllerPort: 2, logDir: '/data' });

describe('the local broker', () => {
  it.each([
    'listeners=PLAINTEXT://127.0.0.1:1,CONTROLLER://127.0.0.1:2',
    'advertised.listeners=PLAINTEXT://127.0.0.1:1',
    'log.dirs=/data',
    'auto.create.topics.enable=false',
    'log.cleaner.dedupe.buffer.size=2097152',
    'broker.session.timeout.ms=3000',
    'group.initial.rebalance.delay.ms=0',
  ])('is told %s', (line) => {
    expect(settings.split('\n')).toContain(line);
  });

  it('runs on a heap of 128 MB', () => {
    expect(JVM_FLAGS).toContain('-Xmx128m');
  });
});

describe('the jars', () => {
  it('each have a checksum, a size and a name of their own, and come over https', () => {
    for (const { url, sha256, bytes } of KAFKA_JARS) {
      expect(url).toMatch(/^https:\/\/.+\.jar$/);
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(bytes).toBeGreaterThan(0);
    }
    expect(new Set(KAFKA_JARS.map(({ file }) => file)).size).toBe(KAFKA_JARS.length);
  });
});
