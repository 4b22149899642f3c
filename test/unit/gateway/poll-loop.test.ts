import { describe, expect, it } from '@jest/globals';
import { createPollLoop } from '../../../gateway/poll-loop.ts';
import { silent } from '../../support/kafka.ts';

const LONG_MS = 60_000;

describe('createPollLoop', () => {
  it('looks at once when it is nudged, also when that comes while it looks', async () => {
    let looks = 0;
    const loop = createPollLoop({
      name: 'test',
      log: silent,
      look: () => {
        looks += 1;
        if (looks < 3) loop.nudge();
        else loop.stop();
        return Promise.resolve(LONG_MS);
      },
    });

    await loop.run();

    expect(looks).toBe(3);
  });

  it('outlives a look that fails, and is healthy again after one that succeeds', async () => {
    const healthy: boolean[] = [];
    const loop = createPollLoop({
      name: 'test',
      log: silent,
      look: () => {
        healthy.push(loop.isHealthy());
        if (healthy.length === 1) return Promise.reject(new Error('away'));
        if (healthy.length === 3) loop.stop();
        return Promise.resolve(0);
      },
    });

    await loop.run();

    expect(healthy).toEqual([true, false, true]);
  });

  it('waits after a failure however often it is nudged', async () => {
    let looks = 0;
    const loop = createPollLoop({
      name: 'test',
      log: silent,
      look: () => {
        looks += 1;
        return Promise.reject(new Error('away'));
      },
    });
    const running = loop.run();
    await new Promise(setImmediate);

    loop.nudge();
    await new Promise(setImmediate);

    expect(looks).toBe(1);
    loop.stop();
    await running;
  });
});
