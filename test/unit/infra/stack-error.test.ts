import { describe, expect, it } from '@jest/globals';
import { reasonOf, StackError } from '../../../infra/stack-error.ts';

describe('StackError', () => {
  it('tells in its message what happened, what was tried and what to do, a line each', () => {
    const error = new StackError({
      what: 'No Java.',
      tried: ['JAVA_HOME', 'PATH'],
      todo: 'Install one.',
    });

    expect(error.message).toBe(
      'No Java.\n  tried: JAVA_HOME\n  tried: PATH\n  to do: Install one.',
    );
  });
});

describe('reasonOf', () => {
  it.each([
    { thrown: new StackError({ what: 'No Java.', todo: 'Install one.' }), reason: 'No Java.' },
    { thrown: new Error('broken'), reason: 'broken' },
    {
      thrown: new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND') }),
      reason: 'fetch failed (getaddrinfo ENOTFOUND)',
    },
    { thrown: 'just so', reason: 'just so' },
  ])('says "$reason"', ({ thrown, reason }) => {
    expect(reasonOf(thrown)).toBe(reason);
  });
});
