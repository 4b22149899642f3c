import { describe, expect, it } from '@jest/globals';
import pino from 'pino';
import { ConnectionsError } from '../../../readmodel/connections.ts';
import { untilConnectionsFit } from '../../../workers/connections-fit.ts';

/** Fits after so many refusals; counts how often it was asked and what was said. */
function asked(refusals: number, error: Error = new ConnectionsError('198 of 197')) {
  const said: string[] = [];
  const log = pino({ base: null }, { write: (line: string) => said.push(line) });
  const state = { asked: 0 };
  const assertFit = () => {
    state.asked += 1;
    return state.asked > refusals ? Promise.resolve() : Promise.reject(error);
  };
  return { said, state, assertFit, patience: { log, everyMs: 0, tries: 3 } };
}

describe('untilConnectionsFit', () => {
  it('waits for processes that end, and says so', async () => {
    const { assertFit, patience, said } = asked(2);

    await untilConnectionsFit(assertFit, patience);

    expect(said).toHaveLength(2);
    expect(said[0]).toMatch(/198 of 197.*others may be about to end/);
  });

  it('gives up when they stay', async () => {
    const { assertFit, patience, state } = asked(99);

    await expect(untilConnectionsFit(assertFit, patience)).rejects.toThrow('198 of 197');
    expect(state.asked).toBe(4);
  });

  it('waits for nothing else', async () => {
    const { assertFit, patience, state } = asked(99, new Error('away'));

    await expect(untilConnectionsFit(assertFit, patience)).rejects.toThrow('away');
    expect(state.asked).toBe(1);
  });

  it('waits no longer than its process lives', async () => {
    const { assertFit, patience, state } = asked(99);
    const signal = AbortSignal.abort();

    await expect(untilConnectionsFit(assertFit, { ...patience, signal })).rejects.toThrow(
      ConnectionsError,
    );
    expect(state.asked).toBe(1);
  });
});
