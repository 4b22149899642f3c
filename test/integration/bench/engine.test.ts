import { expect, it, jest } from '@jest/globals';
import { runRounds } from '../../../bench/rounds.ts';
import { SCENARIOS } from '../../../bench/scenarios.ts';
import { scaled } from '../../../bench/sizes.ts';
import { builtPages } from '../../support/built-pages.ts';
import { sharedStack } from '../../support/stack.ts';

// Two minutes, on a machine that does nothing else.
jest.setTimeout(900_000);

// On a stack of its own, because the processes read the product's own topics.
it('every measurement of the engine runs to its end and gives the figures that it promises', async () => {
  const scenarios = SCENARIOS.filter(({ on }) => on === 'engine');
  const sizes = { ...scaled(0.001), rounds: 1 };

  // Page 1 is opened, too.
  await builtPages();

  const { rounds } = await runRounds(scenarios, {
    sizes,
    say: () => undefined,
    compiledDir: sharedStack().engine,
    signal: new AbortController().signal,
  });

  const promised = scenarios.flatMap(({ figures }) => figures.map(({ key }) => key));
  expect(Object.keys(rounds[0] ?? {})).toEqual(expect.arrayContaining(promised));
  for (const value of Object.values(rounds[0] ?? {})) expect(value).toBeGreaterThanOrEqual(0);
});
