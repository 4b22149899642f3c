import { availableParallelism } from 'node:os';

const swc = ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' } }];

// The first two need no server; the others share one local stack, started once for each run.
const project = (name, extra = {}) => ({
  displayName: name,
  testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.kaigong'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': swc },
  injectGlobals: false,
  ...extra,
});
const stack = {
  globalSetup: './test/support/stack-setup.ts',
  globalTeardown: './test/support/stack-teardown.ts',
};

export default {
  projects: [
    project('unit'),
    project('golden'),
    project('replay'),
    project('integration', stack),
    project('e2e', stack),
    project('fault', stack),
  ],
  testSequencer: './test/support/longest-first.js',
  // One more than cores: somebody always waits for a server.
  maxWorkers: availableParallelism() + 1,
  testTimeout: 300_000,
};
